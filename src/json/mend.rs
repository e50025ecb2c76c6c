//! Every fault of a text in one reading: what stops the reader is said and blanked, byte for byte, so that all else stays
//! where it is, and the rest is read again.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::limits::marks;
use super::lines::part_of;
use super::{Code, Document, Fault, MOST_SHOWN};

/// A part that was blanked.
struct Blank {
    span: Range<usize>,
    /// The key that was meant to stand there, if it is a member.
    key: String,
}

impl Document<'_> {
    /// Reads the whole text as `T`, without what could not be read, and gives every fault. What is left is a `T` where
    /// the whole can be without the rest.
    pub fn read_all<T: DeserializeOwned>(&self) -> (Option<T>, Vec<Fault>) {
        match self.read() {
            Ok(value) => (Some(value), Vec::new()),
            Err(_) => self.mend(),
        }
    }

    fn mend<T: DeserializeOwned>(&self) -> (Option<T>, Vec<Fault>) {
        let mut text = self.text.to_owned();
        let mut faults: Vec<Fault> = Vec::new();
        let mut blanks: Vec<Blank> = Vec::new();
        let mut lost = Vec::new();
        let read = loop {
            let error = match serde_json::from_str(&text) {
                Ok(value) => break Some(value),
                Err(error) => error,
            };
            let (stop, fault) = self.stopped(0, &error);
            // Where nothing can be taken out, or too much would have to be, all is lost.
            let goes_on = fault.code != Code::NotJson && faults.len() < MOST_SHOWN;
            let element = element(&text, stop.saturating_sub(1)).filter(|_| goes_on);
            let span = element.filter(|span| !part_of(&text, span.clone()).trim().is_empty()).unwrap_or(0..text.len());
            let blank = Blank { key: meant_key(&text, &span, &fault), span };
            let (code, is_all) = (fault.code, blank.span == (0..text.len()));
            if code == Code::NotJson || !follows(&fault, &blank, &blanks) {
                faults.push(fault);
            }
            // A key that nobody asks for is no loss.
            if !matches!(code, Code::UnknownField | Code::GivenTwice) {
                lost.push(blank.span.clone());
            }
            if is_all {
                break None;
            }
            text = blanked(&text, &blank.span);
            blanks.push(blank);
        };
        self.places.mended(text, lost);
        (read, faults)
    }
}

/// Whether a fault is there only because of what was blanked: a container lacks what was taken out of it.
fn follows(fault: &Fault, within: &Blank, blanks: &[Blank]) -> bool {
    let missing = fault.what.strip_prefix("missing field ").map(|key| key.trim_matches('"'));
    let inside = |blank: &&Blank| within.span.start <= blank.span.start && blank.span.end <= within.span.end;
    blanks.iter().filter(inside).any(|blank| missing.is_none_or(|key| key == blank.key))
}

/// The key of the member that stands there; of an unknown one what it may be a slip of.
fn meant_key(text: &str, span: &Range<usize>, fault: &Fault) -> String {
    let written = part_of(text, span.clone()).split('"').nth(1).unwrap_or_default();
    fault.meant.as_deref().filter(|_| fault.code == Code::UnknownField).unwrap_or(written).to_owned()
}

/// The member or the item of a list that holds a byte, with a comma beside it; `None` if only the whole text does.
fn element(text: &str, at: usize) -> Option<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut within = 0usize;
    for (place, mark) in marks(text) {
        match mark {
            b'{' | b'[' if place < at => starts.push(place + 1),
            b'}' | b']' if place <= at => drop(starts.pop()),
            b',' if place < at => *starts.last_mut()? = place + 1,
            b'{' | b'[' => within += 1,
            b'}' | b']' if within > 0 => within -= 1,
            b',' if within > 0 => {}
            end => {
                let start = *starts.last()?;
                return Some(match text.as_bytes().get(start.checked_sub(1)?) {
                    Some(b',') => start - 1..place,
                    _ if end == b',' => start..place + 1,
                    _ => start..place,
                });
            }
        }
    }
    None
}

/// The text with a part of it made blank, as many bytes long as before.
fn blanked(text: &str, span: &Range<usize>) -> String {
    let (before, rest) = text.split_at(span.start);
    let (part, after) = rest.split_at(span.len());
    let blank: String = part
        .chars()
        .flat_map(|c| std::iter::repeat_n(if c.is_ascii_whitespace() { c } else { ' ' }, c.len_utf8()))
        .collect();
    [before, &blank, after].concat()
}
