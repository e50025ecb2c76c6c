//! Reads a file of another system, or a folder of them, and works out what it would bring.

use crate::exchange::{Mapping, Resolver, Vocabulary, read_all};
use crate::json::shown;
use crate::knowledge::Knowledge;
use crate::store::{expanded, gather};
use crate::tui::model::Message;

/// What the file would bring, or why it cannot be read.
pub(super) fn import(path: &str, knowledge: &Knowledge) -> Message {
    let file = shown(path);
    let files = match gather(&expanded(path)) {
        Ok(files) => files,
        Err(error) => return Message::NotOpened(format!("{file}: {error}")),
    };
    let files: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (vocabulary, mapping) = (Vocabulary::of(knowledge), Mapping::default());
    let resolver = Resolver::new(knowledge, &vocabulary, &mapping);
    match read_all(&files, knowledge) {
        Ok(records) => {
            Message::Imported { file, imports: records.iter().map(|record| resolver.resolve(record)).collect() }
        }
        Err(faults) => Message::NotOpened(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}
