//! Reads a file of another system, and works out what it would bring.

use crate::exchange::{Mapping, Resolver, Vocabulary, read};
use crate::json::{Limits, shown};
use crate::knowledge::Knowledge;
use crate::store::{expanded, open_regular, read_limited};
use crate::tui::model::Message;

/// What the file would bring, or why it cannot be read.
pub(super) fn import(path: &str, knowledge: &Knowledge) -> Message {
    let (file, target) = (shown(path), expanded(path));
    let bytes = match open_regular(&target).and_then(|opened| read_limited(opened, Limits::CASE)) {
        Ok(bytes) => bytes,
        Err(error) => return Message::NotOpened(format!("{file}: {error}")),
    };
    let (vocabulary, mapping) = (Vocabulary::of(knowledge), Mapping::default());
    let resolver = Resolver::new(knowledge, &vocabulary, &mapping);
    match read(&file, &bytes, knowledge) {
        Ok((_, records)) => {
            Message::Imported { file, imports: records.iter().map(|record| resolver.resolve(record)).collect() }
        }
        Err(faults) => Message::NotOpened(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}
