//! Gathers the built-in pack into one list of files, without their indentation: a fifth fewer bytes, and the line
//! that a message names is still the line of the file.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let mut files = Vec::new();
    gather(&rules, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let path = file.strip_prefix(&rules)?.to_str().ok_or("a file of the pack has a name that is no text")?;
        let text = fs::read_to_string(&file)?;
        let text: Vec<&str> = text.lines().map(str::trim_start).collect();
        list.push_str(&format!("({path:?}, {:?}),\n", text.join("\n")));
    }
    list.push(']');
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("pack.rs"), list)?)
}

/// The JSON files of a folder and of those within it. The schemas are for editors, not for the program.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "schema") {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}
