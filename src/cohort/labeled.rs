//! A case whose diagnosis is known.

use serde::Deserialize;

use crate::case::{self, Case, Quality, TEACHING_FORMAT, TeachingCase};
use crate::json::{Code, Fault, cut, without_mark};
use crate::knowledge::{HypothesisId, Knowledge, Lang, Literature};

/// A case whose diagnosis is known.
#[derive(Debug)]
pub struct Labeled {
    /// The answers.
    pub case: Case,
    /// The patient has the disease that the fit is about.
    pub positive: bool,
    /// The disease, if it is one of the hypotheses; the one for the rest otherwise.
    pub disease: Option<HypothesisId>,
    /// How well the diagnosis is documented.
    pub quality: Quality,
}

impl Labeled {
    /// A teaching case with its truth.
    pub fn of_teaching(literature: &Literature, case: &TeachingCase) -> Labeled {
        let truth = case.truth.disease.as_ref();
        let stated =
            literature.hypotheses.iter().position(|hypothesis| truth.is_some_and(|truth| hypothesis.id == *truth));
        let disease = stated.map(HypothesisId::at).or(literature.rest);
        Labeled {
            case: case.case.clone(),
            positive: disease == Some(literature.subject()),
            disease,
            quality: case.truth.quality,
        }
    }
}

/// Reads one line of a cohort: a case with `truth`, and `label_quality` where it is not firm; or a teaching case.
///
/// # Errors
/// The faults of the case, or of its label.
pub fn read_line(
    name: &str,
    line: impl AsRef<[u8]>,
    knowledge: &Knowledge,
    literature: &Literature,
) -> Result<Labeled, Vec<Fault>> {
    let line = line.as_ref();
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        format: String,
    }
    let format = serde_json::from_slice(without_mark(line)).map_or_else(|_| String::new(), |head: Head| head.format);
    if format == TEACHING_FORMAT {
        let case = case::read_teaching(name, line, knowledge)?;
        return Ok(Labeled::of_teaching(literature, &case));
    }
    let case = case::read(name, line, knowledge)?.case;
    let fault = |code: Code, what: String, expected: String| vec![Fault::of_file(name, code, what).expected(expected)];
    let subject = literature.hypothesis(literature.subject());
    let short = subject.label.get(Lang::En).split(' ').next().unwrap_or_default();
    let truth: String = match case.foreign("truth") {
        Some(json) => serde_json::from_str(json.get())
            .map_err(|_| fault(Code::WrongType, format!("\"truth\" is {}", cut(json.get())), "a text".to_owned()))?,
        None => {
            let expected = format!("\"truth\": \"{short}\", or another diagnosis");
            return Err(fault(Code::MissingField, "a case without \"truth\"".to_owned(), expected));
        }
    };
    let quality = match case.foreign("label_quality") {
        Some(json) => serde_json::from_str(json.get()).map_err(|_| {
            fault(
                Code::UnknownWord,
                format!("\"label_quality\" is {}", cut(json.get())),
                "\"firm\", \"limited\" or \"doubtful\"".to_owned(),
            )
        })?,
        None => Quality::Firm,
    };
    let is = |name: &str| truth.trim().to_lowercase() == name.to_lowercase();
    let positive = is(&subject.id) || is(short) || is(subject.label.get(Lang::En));
    let disease = if positive { Some(literature.subject()) } else { named(literature, &truth) };
    Ok(Labeled { case, positive, disease, quality })
}

/// The rival that a diagnosis names: by its id, or by the longest label that stands in the text; else the one for the
/// rest.
fn named(literature: &Literature, truth: &str) -> Option<HypothesisId> {
    let truth = truth.trim().to_lowercase();
    let label = |id: &HypothesisId| literature.hypothesis(*id).label.get(Lang::En).to_lowercase();
    let by_id = literature.rivals().find(|id| literature.hypothesis(*id).id == truth);
    let by_label = literature.rivals().filter(|id| truth.contains(&label(id))).max_by_key(|id| label(id).len());
    by_id.or(by_label).or(literature.rest)
}
