//! The reader's messages in the product's words.

use super::Code;

/// What kind of fault a message of the reader speaks of.
pub(crate) fn code_of(message: &str) -> Code {
    let begins = [
        ("unknown field", Code::UnknownField),
        ("unknown variant", Code::UnknownWord),
        ("missing field", Code::MissingField),
        ("duplicate field", Code::GivenTwice),
        ("the key ", Code::GivenTwice),
        ("invalid ", Code::WrongType),
    ];
    let code = begins.into_iter().find(|(begin, _)| message.starts_with(begin)).map(|(_, code)| code);
    // What the types that are read say themselves they say of rules.
    code.unwrap_or(if message.contains(", expected ") { Code::MalformedRule } else { Code::WrongType })
}

/// What is wrong and what was expected, from a message such as "invalid type: map, expected a sequence".
pub(crate) fn reworded(message: &str) -> (String, Option<String>) {
    let (what, expected) = match message.rsplit_once(", expected ") {
        Some((what, expected)) => (what, Some(expectation(expected).replace('`', "\""))),
        None => (message, None),
    };
    let what = if let Some(found) = what.strip_prefix("invalid type: ") {
        format!("{} does not belong here", kind(found))
    } else if let Some(found) = what.strip_prefix("invalid value: ") {
        format!("{} does not belong here", value(found))
    } else if let Some(length) = what.strip_prefix("invalid length ") {
        format!("a list of {length}")
    } else {
        what.replacen("unknown variant", "unknown word", 1)
    };
    (what.replace('`', "\""), expected)
}

fn expectation(expected: &str) -> String {
    match expected {
        "a sequence" => "a list".to_owned(),
        "a map" => "an object".to_owned(),
        "a string" => "a text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "f64" => "a number".to_owned(),
        "usize" | "u64" | "u32" | "u16" => "a whole number from 0 up".to_owned(),
        other if other.starts_with("struct ") => "an object".to_owned(),
        other => other.replacen("an array of length", "a list of", 1),
    }
}

/// The kind of thing that was found.
fn kind(found: &str) -> &str {
    match found.split(' ').next() {
        Some("string") => "a text",
        Some("integer" | "floating" | "number") => "a number",
        Some("boolean") => "true or false",
        Some("sequence") => "a list",
        Some("map") => "an object",
        _ => found,
    }
}

/// The value that was found, without its type.
fn value(found: &str) -> &str {
    let kinds = ["string ", "integer ", "floating point ", "boolean "];
    let bare = kinds.into_iter().find_map(|kind| found.strip_prefix(kind)).unwrap_or(found);
    bare.trim_matches('`')
}
