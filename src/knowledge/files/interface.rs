//! `interface.json`: the program's own words in every language, one field for each so that none can be missing.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::Text;

/// The words of the program itself. `{name}` in a text is filled in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: interface")]
pub struct Interface {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub verdict: VerdictWords,
    pub answer: AnswerWords,
    pub need: NeedWords,
    pub report: ReportWords,
}

/// A struct of texts, each field a text.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($field:ident)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $field: Text,)* }
    )*};
}

words! {
    /// The three verdicts; undetermined is never shown as a no.
    VerdictWords { met not_met undetermined }

    /// The answers of a sign, and how a number lies in its range.
    AnswerWords { present absent unknown unobtainable low normal high no_range }

    /// What a finding or a criterion would have to become.
    NeedWords { present absent one_of none_of laboratory male female met not_met }

    /// The headings and sentences of a summary.
    ReportWords {
        title case age sex answered criteria conclusion because not_because open_needs settled_by settled_more excluded_by
        answers finding entered canonical range_flag own_range note date inferred
        conflicts conflict_disagrees conflict_both
        warnings sources unverified_source verified set_note historical pack program no_answers none or and
    }
}
