//! A file of the built-in pack as `build.rs` has read it: its values one after the other, so that a start need not read
//! JSON. Texts are not in it; they are where they stand in the pack.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// What is not read yet of a tape. Read as another type than it was written for, it is a fault without words: the text
/// of the file says more.
pub(super) struct Tape {
    bytes: &'static [u8],
    /// The pack.
    text: &'static str,
    /// Where the last text ended.
    at: usize,
    /// Where each key stands in the pack, and how many bytes it has.
    keys: &'static [(u32, u8)],
}

impl Tape {
    /// A tape of the pack whose texts and keys these are.
    pub(super) fn new(bytes: &'static [u8], text: &'static str, keys: &'static [(u32, u8)]) -> Tape {
        Tape { bytes, text, at: 0, keys }
    }

    fn byte(&mut self) -> Result<u8, Error> {
        let (first, rest) = self.bytes.split_first().ok_or_else(broken)?;
        self.bytes = rest;
        Ok(*first)
    }

    /// A number of seven bits a byte, the lowest first; all bytes but the last have the eighth bit.
    fn number(&mut self) -> Result<u64, Error> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
            shift = (shift + 7) % 64;
        }
    }

    fn count(&mut self) -> Result<usize, Error> {
        usize::try_from(self.number()?).map_err(|_| broken())
    }

    /// A number whose lowest bit is its sign.
    fn signed(&mut self) -> Result<i64, Error> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn real(&mut self) -> Result<f64, Error> {
        let (first, rest) = self.bytes.split_first_chunk().ok_or_else(broken)?;
        self.bytes = rest;
        Ok(f64::from_le_bytes(*first))
    }

    fn text(&mut self) -> Result<&'static str, Error> {
        let start = usize::try_from(self.at as i64 + self.signed()?).map_err(|_| broken())?;
        self.at = start + self.count()?;
        self.text.get(start..self.at).ok_or_else(broken)
    }

    fn key(&mut self) -> Result<&'static str, Error> {
        let key = self.count()?;
        let (start, length) = self.keys.get(key).ok_or_else(broken)?;
        let start = *start as usize;
        self.text.get(start..start + usize::from(*length)).ok_or_else(broken)
    }

    /// Only a value of this kind belongs there.
    fn expect(&mut self, kind: u8) -> Result<(), Error> {
        if self.byte()? == kind { Ok(()) } else { Err(broken()) }
    }

    fn list<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let left = self.count()?;
        let mut items = Items { tape: self, left };
        let value = visitor.visit_seq(&mut items)?;
        if items.left == 0 { Ok(value) } else { Err(broken()) }
    }

    fn object<V: Visitor<'static>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let left = self.count()?;
        let mut items = Items { tape: self, left };
        let value = visitor.visit_map(&mut items)?;
        if items.left == 0 { Ok(value) } else { Err(broken()) }
    }
}

#[cold]
fn broken() -> Error {
    de::Error::custom("not what build.rs writes")
}

impl Deserializer<'static> for &mut Tape {
    type Error = Error;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.byte()? {
            b'0' => visitor.visit_unit(),
            b'f' => visitor.visit_bool(false),
            b't' => visitor.visit_bool(true),
            b'u' => visitor.visit_u64(self.number()?),
            b'i' => visitor.visit_i64(self.signed()?),
            b'd' => visitor.visit_f64(self.real()?),
            b's' => visitor.visit_borrowed_str(self.text()?),
            b'[' => self.list(visitor),
            b'{' => self.object(visitor),
            _ => Err(broken()),
        }
    }

    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.bytes {
            [b'0', rest @ ..] => {
                self.bytes = rest;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'static>>(self, _: &str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'static>>(
        self,
        _: &str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.byte()? {
            b's' => visitor.visit_enum(BorrowedStrDeserializer::new(self.text()?)),
            _ => Err(broken()),
        }
    }

    fn deserialize_str<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        self.expect(b's')?;
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        self.expect(b'[')?;
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'static>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        self.expect(b'{')?;
        self.object(visitor)
    }

    fn deserialize_struct<V: Visitor<'static>>(
        self,
        _: &str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    forward_to_deserialize_any! { <V: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct identifier
        ignored_any
    }
}

/// The items of a list, or the members of an object.
struct Items<'t> {
    tape: &'t mut Tape,
    left: usize,
}

impl Items<'_> {
    fn is_next(&mut self) -> bool {
        let left = self.left.checked_sub(1);
        self.left = left.unwrap_or_default();
        left.is_some()
    }
}

impl SeqAccess<'static> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'static>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.is_next() { seed.deserialize(&mut *self.tape).map(Some) } else { Ok(None) }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl MapAccess<'static> for Items<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'static>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if !self.is_next() {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(self.tape.key()?)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'static>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(&mut *self.tape)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}
