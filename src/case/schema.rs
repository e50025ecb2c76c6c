//! The JSON Schema of the case format, for editors and for the programs of others.

use serde_json::{Value, json};

use super::FORMAT;

/// The schema of `poems-case/1`. Which ids, options and units exist is the pack's matter, not the format's.
pub fn case_schema() -> Value {
    let date = json!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "required": ["format"],
        "properties": {
            "format": {"const": FORMAT},
            "id": {"type": "string"},
            "note": {"type": "string"},
            "setting": {"type": "string"},
            "age": {"anyOf": [{"type": "number", "minimum": 0}, {"$ref": "#/$defs/answer"}]},
            "sex": {"$ref": "#/$defs/answer"},
            "findings": {"type": "object", "additionalProperties": {"$ref": "#/$defs/answer"}}
        },
        "$defs": {"answer": {"anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "object", "required": ["answer"], "not": {"required": ["value"]},
             "properties": {"answer": {"type": "string"}, "explained": {"type": "string", "minLength": 1}, "note": {"type": "string"}, "date": date}},
            {"type": "object", "required": ["value", "unit"], "not": {"required": ["answer"]},
             "properties": {
                "value": {"type": "number"},
                "unit": {"type": "string"},
                "comparator": {"enum": ["<", "<=", ">", ">="]},
                "reference": {"type": "object", "minProperties": 1, "additionalProperties": false,
                              "properties": {"low": {"type": "number"}, "high": {"type": "number"}}},
                "confirmed": {"type": "boolean"},
                "note": {"type": "string"},
                "date": date}}
        ]}}
    })
}
