//! The user's own keys, as text.

use std::io;
use std::path::Path;

use super::{open_regular, read_limited};
use crate::json::{Limits, without_mark};

/// The text of a file of keys; signs that are no UTF-8 are left for its reader to name.
///
/// # Errors
/// What the system says, or that the file is far too large to be one.
pub fn read_keys(path: &Path) -> io::Result<String> {
    let bytes = read_limited(open_regular(path)?, Limits::PACK)?;
    match bytes.len() as u64 > Limits::PACK.bytes {
        true => Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is too large")),
        false => Ok(String::from_utf8_lossy(without_mark(&bytes)).into_owned()),
    }
}
