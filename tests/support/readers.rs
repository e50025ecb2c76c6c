//! Readers of other makers, for what we write: those that `.ci/run` offers. Where nobody offers one, what needs it is
//! passed over and says so.
#![allow(dead_code)] // each test uses its own part

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn offered(variable: &str, what: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    if named.is_none() {
        println!("skipped: {variable} names no {what}");
    }
    named
}

/// What a script says in a python that has anki and html5lib.
pub fn python_says(script: &str, arguments: &[&Path]) -> Option<String> {
    let python = offered("POEMS_ANKI_PYTHON", "python with anki and html5lib")?;
    Some(said(Command::new(python).arg(Path::new(ROOT).join("tests/python").join(script)).args(arguments)))
}

/// What a script says that opens pages in a browser, started where playwright-core and axe-core are.
pub fn browser_says(script: &str, arguments: &[&Path]) -> Option<String> {
    let folder = offered("POEMS_BROWSER", "folder with playwright-core and axe-core")?;
    let script = Path::new(ROOT).join("tests/browser").join(script);
    Some(said(Command::new("node").current_dir(folder).arg(script).args(arguments)))
}

fn said(command: &mut Command) -> String {
    let run = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(run.status.success(), "{}{}", text(&run.stdout), text(&run.stderr));
    text(&run.stdout)
}
