//! Gathers the built-in pack into one text, without the files' indentation: a fifth fewer bytes, and the line that a
//! message names is still the line of the file. What a start reads is read here already, as a tape. Gathers the schemas
//! without any space. And lists the program's own words, so that a word that is not there, or is not filled in, does not
//! compile.

#[path = "build/tape.rs"]
mod tape;
#[path = "src/knowledge/waits.rs"]
mod waits;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use tape::Tapes;
use waits::waits;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/knowledge/waits.rs");
    println!("cargo::rerun-if-changed=rules");
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let out = env::var("OUT_DIR")?;
    let mut files = Vec::new();
    gather(&rules, &mut files)?;
    let mut paths = Vec::new();
    for file in files {
        let path = file.strip_prefix(&rules)?.to_str().ok_or("a file of the pack has a name that is no text")?;
        paths.push(path.to_owned());
    }
    // What a start reads stands together, so that the rest need not come into memory with it.
    paths.sort();
    paths.sort_by_key(|path| waits(path));
    let (mut pack, mut ranges) = (String::new(), Vec::new());
    for path in paths {
        let file = rules.join(&path);
        let text = fs::read_to_string(&file)?;
        let text: Vec<&str> = text.lines().map(str::trim_start).collect();
        let start = pack.len();
        pack.push_str(&text.join("\n"));
        ranges.push((path, start..pack.len()));
    }
    let (mut tapes, mut list) = (Tapes::new(pack.len()), String::new());
    for (path, range) in ranges {
        let tape = match waits(&path) {
            true => 0..0,
            false => tapes.add(range.start, &pack[range.clone()]).map_err(|error| format!("{path}: {error}"))?,
        };
        list.push_str(&format!("File {{ path: {path:?}, text: part({range:?}), tape: {tape:?} }},\n"));
    }
    let Tapes { bytes, keys, escaped, .. } = tapes;
    fs::write(Path::new(&out).join("pack.txt"), pack + &escaped)?;
    fs::write(Path::new(&out).join("pack.tape"), bytes)?;
    fs::write(Path::new(&out).join("pack.rs"), format!("&[\n{list}]"))?;
    fs::write(Path::new(&out).join("keys.rs"), format!("&{keys:?}"))?;
    fs::write(Path::new(&out).join("schemas.rs"), schemas(&rules.join("schema"))?)?;
    let interface = serde_json::from_str(&fs::read_to_string(rules.join("interface.json"))?)?;
    Ok(fs::write(Path::new(&out).join("words.rs"), words(&interface))?)
}

/// The schemas by the names of their files, each in one line.
fn schemas(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut list = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let file = path.file_name().and_then(|name| name.to_str()).ok_or("a schema has a name that is no text")?;
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        list.insert(file.to_owned(), schema.to_string());
    }
    Ok(format!("&{:?}", list.into_iter().collect::<Vec<_>>()))
}

/// The JSON files of a folder and of those within it. The schemas are for editors, not for reading the pack.
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

/// The words of each group for the macro `words`: the plain ones, then those that are filled in, each with its English
/// text and the names in it.
fn words(interface: &Map<String, Value>) -> String {
    let groups = interface.iter().filter_map(|(group, words)| Some((group, words.as_object()?)));
    let groups = groups.filter(|(_, words)| words.values().all(Value::is_object));
    let group = |(group, words): (&String, &Map<String, Value>)| {
        let kind = if words.values().all(|word| word["en"].is_string()) { "Text" } else { "ActionText" };
        let (filled, plain): (Vec<_>, Vec<_>) = words.iter().partition(|(_, word)| !names(english(word)).is_empty());
        let plain = plain
            .into_iter()
            .map(|(word, text)| format!("{:?} {word} ", documentation(english(text))))
            .collect::<String>();
        let filled = filled.into_iter().map(|(word, text)| {
            let text = english(text);
            format!("    {:?} {word}({});\n", documentation(text), names(text).join(" "))
        });
        let filled = filled.collect::<String>();
        format!("words! {{ {kind}: {} {{\n    {plain};\n{filled}}} }}\n", type_name(group))
    };
    groups.map(group).collect()
}

/// The English text; of an action what it does.
fn english(text: &Value) -> &str {
    let en = text.get("en").or_else(|| text.get("help")?.get("en"));
    en.and_then(Value::as_str).unwrap_or_default()
}

/// A text as documentation: no part of it is taken for a link or a tag.
fn documentation(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]").replace('<', "\\<").replace("://", "\\://")
}

/// The names in braces, each once, in the order of the text.
fn names(text: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let named = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    named.filter(|name| seen.insert(*name)).collect()
}

/// `fit_terminal` is `FitTerminalWords`.
fn type_name(group: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().to_string() + letters.as_str())
    };
    group.split('_').map(capital).collect::<String>() + "Words"
}
