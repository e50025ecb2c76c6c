//! The description of a feature or of a measurement: text for people, which holds what the format has no place for. Written
//! and read in one place, so that what is written comes back.

use crate::case::Comparator;

const EXPLAINED: &str = "explained by: ";
const OBSERVED: &str = "observed: ";
const SPECIMEN: &str = "specimen: ";
const NOTE: &str = "note: ";
const NEXT: &str = "; ";

/// What a description holds, in the order it is written. A note may hold anything, and so is the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Description {
    /// The comparator, with what stands behind it: the number that it belongs to.
    pub bound: Option<(Comparator, String)>,
    /// What was examined.
    pub specimen: Option<String>,
    /// A date that is no full day, or one of a feature.
    pub observed: Option<String>,
    /// The better cause of a feature.
    pub explained: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

impl Description {
    /// Reads a description; what is in none of the places is a note.
    pub(super) fn read(text: &str) -> Description {
        let mut description = Description::default();
        let mut rest = text.trim();
        loop {
            let (part, behind) = rest.split_once(NEXT).unwrap_or((rest, ""));
            let bound = Comparator::ALL.into_iter().find_map(|it| Some((it, part.strip_prefix(it.symbol())?.trim())));
            if let Some((comparator, number)) = bound.filter(|_| description == Description::default()) {
                description.bound = Some((comparator, number.to_owned()));
            } else if let Some(specimen) = part.strip_prefix(SPECIMEN).filter(|_| description.specimen.is_none()) {
                description.specimen = Some(specimen.to_owned());
            } else if let Some(observed) = part.strip_prefix(OBSERVED).filter(|_| description.observed.is_none()) {
                description.observed = Some(observed.to_owned());
            } else {
                break;
            }
            rest = behind;
        }
        if let Some(explained) = rest.strip_prefix(EXPLAINED) {
            let (cause, note) = explained.split_once(&[NEXT, NOTE].concat()).unwrap_or((explained, ""));
            description.explained = Some(cause.to_owned());
            rest = note;
        }
        let note = rest.strip_prefix(NOTE).unwrap_or(rest);
        description.note = Some(note.to_owned()).filter(|note| !note.is_empty());
        description
    }

    /// The description as it is written; `None` where there is nothing to say.
    pub(super) fn written(&self) -> Option<String> {
        let part = |name: &str, text: &Option<String>| text.as_ref().map(|text| format!("{name}{text}"));
        let bound = self.bound.as_ref().map(|(comparator, number)| format!("{}{number}", comparator.symbol()));
        let parts = [
            bound,
            part(SPECIMEN, &self.specimen),
            part(OBSERVED, &self.observed),
            part(EXPLAINED, &self.explained),
            part(NOTE, &self.note),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(NEXT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_whatever_the_note_holds() {
        let of = |text: &str| Some(text.to_owned());
        for description in [
            Description { note: of("explained by: nothing; note: specimen: <5"), ..Description::default() },
            Description { bound: Some((Comparator::Less, "5 pg/mL".to_owned())), ..Description::default() },
            Description {
                specimen: of("plasma"),
                observed: of("2024-03"),
                explained: of("liver disease; known for years"),
                note: of("seen twice"),
                ..Description::default()
            },
        ] {
            let written = description.written().unwrap();
            assert_eq!(Description::read(&written), description, "{written}");
        }
    }

    #[test]
    fn what_others_write_is_a_note() {
        let read = Description::read("EDTA tube; drawn at noon");
        assert_eq!(read, Description { note: Some("EDTA tube; drawn at noon".to_owned()), ..Description::default() });
        assert_eq!(Description::read("specimen: EDTA plasma").specimen.as_deref(), Some("EDTA plasma"));
        assert_eq!(Description::read(""), Description::default());
    }
}
