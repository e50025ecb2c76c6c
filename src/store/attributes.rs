//! What a file is besides its bytes: whose it is, who may do what, what else is noted on it.

use std::fs::{File, Metadata};
use std::io;

/// Which file it is, whatever its name.
#[cfg(unix)]
pub(crate) fn inode(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// How many names the file has.
#[cfg(unix)]
pub(crate) fn names(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink()
}

/// What its owner and others may do with it.
#[cfg(unix)]
pub(crate) fn mode(metadata: &Metadata) -> u32 {
    use std::os::unix::fs::MetadataExt;
    metadata.mode() & 0o7777
}

/// Whether it belongs to the user that runs the program.
#[cfg(unix)]
pub(crate) fn is_mine(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Gives a new file the owner, the group, the mode, the access list and the extended attributes of an old one. What is
/// the same already is left alone, since some file systems refuse even that.
///
/// # Errors
/// The new file could not be made alike.
#[cfg(unix)]
pub(crate) fn make_alike(new: &File, old: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (is, was) = (new.metadata()?, old.metadata()?);
    if (is.uid(), is.gid()) != (was.uid(), was.gid()) {
        let changed = |is: u32, was: u32| (is != was).then_some(was);
        fchown(new, changed(is.uid(), was.uid()), changed(is.gid(), was.gid()))?;
    }
    // The access list comes before the mode, which it changes.
    #[cfg(target_os = "linux")]
    notes::make_alike(new, old)?;
    set_mode(new, mode(&was))
}

/// Lets only these do what they may, where that is not so already.
///
/// # Errors
/// What the system says.
#[cfg(unix)]
pub(crate) fn set_mode(file: &File, wanted: u32) -> io::Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    match mode(&file.metadata()?) == wanted {
        true => Ok(()),
        false => file.set_permissions(Permissions::from_mode(wanted)),
    }
}

/// Extended attributes; Linux keeps the access list in one of them.
#[cfg(target_os = "linux")]
mod notes {
    use std::collections::BTreeMap;
    use std::ffi::CString;
    use std::fs::File;
    use std::io;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
    use rustix::io::Errno;

    /// No list and no value is longer.
    const LONGEST: usize = 1 << 16;

    pub(crate) fn make_alike(new: &File, old: &File) -> io::Result<()> {
        let (are, were) = (read(new)?, read(old)?);
        for name in are.keys().filter(|name| !were.contains_key(*name)) {
            fremovexattr(new, name)?;
        }
        for (name, value) in were.iter().filter(|(name, value)| are.get(*name) != Some(value)) {
            fsetxattr(new, name, value, XattrFlags::empty())?;
        }
        Ok(())
    }

    fn read(file: &File) -> io::Result<BTreeMap<CString, Vec<u8>>> {
        let mut buffer = vec![0; LONGEST];
        let length = match flistxattr(file, buffer.as_mut_slice()) {
            Err(Errno::NOTSUP | Errno::NOSYS) => 0,
            length => length?,
        };
        let list = buffer.get(..length).unwrap_or_default().to_vec();
        let names = list.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        names
            .map(|name| {
                let name = CString::new(name)?;
                let length = fgetxattr(file, &name, buffer.as_mut_slice())?;
                Ok((name, buffer.get(..length).unwrap_or_default().to_vec()))
            })
            .collect()
    }
}

/// Windows tells none of this through safe calls: what a file holds alone says whether it is still the same.
#[cfg(not(unix))]
mod elsewhere {
    use super::{File, Metadata, io};

    pub(crate) fn inode(_: &Metadata) -> (u64, u64) {
        (0, 0)
    }

    pub(crate) fn names(_: &Metadata) -> u64 {
        1
    }

    pub(crate) fn mode(_: &Metadata) -> u32 {
        0o600
    }

    pub(crate) fn is_mine(_: &Metadata) -> bool {
        true
    }

    pub(crate) fn make_alike(new: &File, old: &File) -> io::Result<()> {
        new.set_permissions(old.metadata()?.permissions())
    }

    pub(crate) fn set_mode(_: &File, _: u32) -> io::Result<()> {
        Ok(())
    }
}
#[cfg(not(unix))]
pub(crate) use elsewhere::{inode, is_mine, make_alike, mode, names, set_mode};
