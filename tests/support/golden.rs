//! Texts as they were once read and found good.
#![allow(dead_code)] // each test uses its own part

use std::path::Path;

/// Compares a summary with `tests/golden/NAME`. The pack's digest changes with every word of the pack and stands for
/// nothing here.
pub fn golden(name: &str, text: &str) {
    golden_text(name, &without_digest(text));
}

/// Compares with `tests/golden/NAME`; `UPDATE_GOLDEN=1` writes it anew.
pub fn golden_text(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for (number, (expected, found)) in expected.lines().zip(text.lines()).enumerate() {
        assert_eq!(found, expected, "{name}:{} (UPDATE_GOLDEN=1 writes it anew)", number + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{name}");
}

fn without_digest(text: &str) -> String {
    // All of it where there is an appendix; the page has the beginning.
    let found = [64, 12].into_iter().find_map(|length| {
        let is_digest = |word: &&str| word.len() == length && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        text.split(|c: char| !c.is_ascii_alphanumeric()).find(is_digest)
    });
    let digest = found.expect("every summary names the digest of its pack");
    text.replace(digest, "DIGEST").replace(&digest[..12], "DIGEST")
}
