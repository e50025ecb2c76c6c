//! Which files a start does not read; `build.rs` asks too.

/// Whether a file of a pack is read when it is asked for, so that a start does not wait for it.
pub(super) fn waits(path: &str) -> bool {
    let folders = ["cases/", "lessons/"];
    ["cards.json", "exchange.json", "facts.json", "grammar.json", "hpo.json", "synonyms.json"].contains(&path)
        || folders.into_iter().any(|folder| path.starts_with(folder))
}
