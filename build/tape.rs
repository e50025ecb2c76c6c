//! JSON as a tape: its values one after the other, each a letter for its kind and what it is. Texts stay where they stand.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The tapes of all files, one after the other.
#[derive(Default)]
pub struct Tapes {
    pub bytes: Vec<u8>,
    /// Where each key stands, and how many bytes it has.
    pub keys: Vec<(usize, usize)>,
    /// The texts that are written with escapes, as they are meant; they follow the pack.
    pub escaped: String,
    known: HashMap<String, usize>,
    pack: usize,
    last: usize,
}

impl Tapes {
    /// For a pack of so many bytes.
    pub fn new(pack: usize) -> Tapes {
        Tapes { pack, ..Tapes::default() }
    }

    /// Adds the tape of the file that begins there in the pack.
    pub fn add(&mut self, start: usize, text: &str) -> Result<Range<usize>, serde_json::Error> {
        let begin = self.bytes.len();
        self.last = 0;
        let mut json = serde_json::Deserializer::from_str(text);
        Writer { tapes: self, text, start }.deserialize(&mut json)?;
        json.end()?;
        Ok(begin..self.bytes.len())
    }

    /// Seven bits a byte, the lowest first; all bytes but the last have the eighth bit.
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }
}

/// Writes a value of a file.
struct Writer<'t, 'j> {
    tapes: &'t mut Tapes,
    text: &'j str,
    start: usize,
}

impl<'j> Writer<'_, 'j> {
    fn again(&mut self) -> Writer<'_, 'j> {
        Writer { tapes: self.tapes, text: self.text, start: self.start }
    }

    /// Where a text stands that is written without escapes.
    fn place(&self, text: &str) -> usize {
        self.start + (text.as_ptr() as usize - self.text.as_ptr() as usize)
    }

    fn text(&mut self, start: usize, length: usize) {
        self.tapes.bytes.push(b's');
        self.tapes.signed(start as i64 - self.tapes.last as i64);
        self.tapes.number(length as u64);
        self.tapes.last = start + length;
    }
}

impl<'j> DeserializeSeed<'j> for Writer<'_, 'j> {
    type Value = ();

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'j> Visitor<'j> for Writer<'_, 'j> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.tapes.bytes.push(b'0');
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.tapes.bytes.push(if value { b't' } else { b'f' });
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.tapes.bytes.push(b'u');
        self.tapes.number(value);
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.tapes.bytes.push(b'i');
        self.tapes.signed(value);
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.tapes.bytes.push(b'd');
        self.tapes.bytes.extend(value.to_le_bytes());
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(mut self, text: &'j str) -> Result<(), E> {
        let start = self.place(text);
        self.text(start, text.len());
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        let start = self.tapes.pack + self.tapes.escaped.len();
        self.tapes.escaped.push_str(text);
        self.text(start, text.len());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'j>>(mut self, mut list: A) -> Result<(), A::Error> {
        // How many there are is known at the end; it stands before them.
        let outer = std::mem::take(&mut self.tapes.bytes);
        let mut count = 0;
        while list.next_element_seed(self.again())?.is_some() {
            count += 1;
        }
        let inner = std::mem::replace(&mut self.tapes.bytes, outer);
        self.tapes.bytes.push(b'[');
        self.tapes.number(count);
        self.tapes.bytes.extend(inner);
        Ok(())
    }

    fn visit_map<A: MapAccess<'j>>(mut self, mut object: A) -> Result<(), A::Error> {
        let outer = std::mem::take(&mut self.tapes.bytes);
        let mut count = 0;
        while let Some(Key(key)) = object.next_key()? {
            let place = self.place(key);
            let next = self.tapes.keys.len();
            let number = *self.tapes.known.entry(key.to_string()).or_insert(next);
            if number == next {
                self.tapes.keys.push((place, key.len()));
            }
            self.tapes.number(number as u64);
            object.next_value_seed(self.again())?;
            count += 1;
        }
        let inner = std::mem::replace(&mut self.tapes.bytes, outer);
        self.tapes.bytes.push(b'{');
        self.tapes.number(count);
        self.tapes.bytes.extend(inner);
        Ok(())
    }
}

/// A key; one with escapes would be refused.
#[derive(serde::Deserialize)]
struct Key<'j>(#[serde(borrow)] &'j str);
