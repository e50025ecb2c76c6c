//! JSON of other systems as a tree that tolerates what it does not know; a key that stands twice it does not.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::json::{Document, Fault};

/// The whole text as a tree.
///
/// # Errors
/// Not JSON, or a key of an object stands twice: which of the two is meant nobody knows.
pub fn tree(doc: &Document) -> Result<Value, Fault> {
    doc.read::<Tree>().map(|Tree(value)| value)
}

struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TreeVisitor;
        impl<'de> Visitor<'de> for TreeVisitor {
            type Value = Tree;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("any JSON")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
                Ok(Tree(Value::Bool(value)))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
                Ok(Tree(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
                Ok(Tree(value.into()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
                Ok(Tree(Number::from_f64(value).map_or(Value::Null, Value::Number)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
                Ok(Tree(value.into()))
            }
            fn visit_unit<E>(self) -> Result<Tree, E> {
                Ok(Tree(Value::Null))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Tree, S::Error> {
                let mut items = Vec::new();
                while let Some(Tree(item)) = list.next_element()? {
                    items.push(item);
                }
                Ok(Tree(Value::Array(items)))
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Tree, M::Error> {
                let mut members = Map::new();
                while let Some(key) = map.next_key::<String>()? {
                    if members.contains_key(&key) {
                        return Err(M::Error::custom(format_args!("the key \"{key}\" stands here twice")));
                    }
                    let Tree(value) = map.next_value()?;
                    members.insert(key, value);
                }
                Ok(Tree(Value::Object(members)))
            }
        }
        deserializer.deserialize_any(TreeVisitor)
    }
}
