//! Objects whose members are all of one kind and all required: read and described from the list of their names.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::json::Key;

/// Reads an object that has exactly these members; their places are in the order of the names.
///
/// # Errors
/// A member that is missing, unknown, given twice, or not of its type.
pub(crate) fn fields<'de, T, D>(
    deserializer: D,
    names: &'static [&'static str],
    places: &mut [&mut T],
) -> Result<(), D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(Named { names, places })
}

struct Named<'p, 't, T> {
    names: &'static [&'static str],
    places: &'p mut [&'t mut T],
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut missing: Vec<&'static str> = self.names.to_vec();
        while let Some(Key(key)) = map.next_key()? {
            let place = self.names.iter().zip(self.places.iter_mut()).find(|(name, _)| **name == key);
            let (name, place) = place.ok_or_else(|| M::Error::unknown_field(&key, self.names))?;
            let Some(at) = missing.iter().position(|missing| missing == name) else {
                return Err(M::Error::duplicate_field(name));
            };
            missing.remove(at);
            **place = map.next_value()?;
        }
        missing.first().map_or(Ok(()), |name| Err(M::Error::missing_field(name)))
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
