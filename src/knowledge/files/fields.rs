//! Objects whose members are all of one kind and all required: read and described from the list of their names.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::json::Key;

/// Reads an object that has exactly these members, and gives them in the order of the names.
///
/// # Errors
/// A member that is missing, unknown, given twice, or not of its type.
pub(crate) fn fields<'de, T, D, const N: usize>(
    deserializer: D,
    names: &'static [&'static str],
) -> Result<[T; N], D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let values = deserializer.deserialize_map(Named { names, of: PhantomData })?;
    let found = values.len();
    values.try_into().map_err(|_| D::Error::invalid_length(found, &"a value for each name"))
}

struct Named<T> {
    names: &'static [&'static str],
    of: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Vec<T>, M::Error> {
        let mut values: Vec<Option<T>> = self.names.iter().map(|_| None).collect();
        while let Some(Key(key)) = map.next_key()? {
            let slot = self.names.iter().zip(&mut values).find(|(name, _)| **name == key);
            let (name, value) = slot.ok_or_else(|| M::Error::unknown_field(&key, self.names))?;
            if value.is_some() {
                return Err(M::Error::duplicate_field(name));
            }
            *value = Some(map.next_value()?);
        }
        let given = values.into_iter().zip(self.names);
        given.map(|(value, name)| value.ok_or_else(|| M::Error::missing_field(name))).collect()
    }
}

/// The schema of such an object.
pub(crate) fn object<T: JsonSchema>(generator: &mut SchemaGenerator, names: &[&str]) -> Schema {
    let of = generator.subschema_for::<T>();
    let properties: serde_json::Map<String, serde_json::Value> =
        names.iter().map(|name| (name.to_string(), of.clone().to_value())).collect();
    json_schema!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "required": names
    })
}
