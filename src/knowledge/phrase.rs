//! A text of the pack.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use super::embedded::built_in;

/// A text of the pack. One of the built-in pack is not copied when it is read, so that a start costs little; of others
/// one copy is kept, so that all take little room.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase(&'static str);

impl Phrase {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.0
    }

    /// The text, for as long as the program runs, whatever becomes of this one.
    pub fn lasting(&self) -> &'static str {
        self.0
    }
}

/// The one copy of a text that is no part of the built-in pack; it stays as long as the program runs.
fn interned(text: &str) -> &'static str {
    static INTERNED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut interned = INTERNED.lock().unwrap_or_else(PoisonError::into_inner);
    interned.get(text).copied().unwrap_or_else(|| {
        let copy: &'static str = text.to_owned().leak();
        interned.insert(copy);
        copy
    })
}

impl Deref for Phrase {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Phrase {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl Borrow<str> for Phrase {
    fn borrow(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Phrase {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<String> for Phrase {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Phrase> for String {
    fn eq(&self, other: &Phrase) -> bool {
        *self == other.0
    }
}

impl PartialEq<&str> for Phrase {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Phrase {
        Phrase(built_in(text).unwrap_or_else(|| interned(text)))
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Phrase {
        Phrase(interned(&text))
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Phrase, D::Error> {
        struct PhraseVisitor;
        impl Visitor<'_> for PhraseVisitor {
            type Value = Phrase;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Phrase, E> {
                Ok(Phrase::from(text))
            }
        }
        deserializer.deserialize_str(PhraseVisitor)
    }
}

impl JsonSchema for Phrase {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}
