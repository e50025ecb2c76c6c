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
    pub style: StyleWords,
    pub rule: RuleWords,
    pub teaching: TeachingWords,
    pub ask: AskWords,
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

    /// How texts are put together.
    StyleWords { pair aside list comma plus range at_least at_most years group cut }

    /// A rule in words.
    RuleWords {
        all any at_least not every_role any_role no_role count_role is laboratory_upper laboratory_lower by_sex of_set
        present_when absent_when inference inference_note conclusions table disease when
    }

    /// The headings of a teaching case.
    TeachingWords {
        title story diagnosis basis quality firm limited doubtful first_label delay months not_reported region citation
        reported point
    }

    /// The plain mode: questions, replies and what went wrong.
    AskWords {
        welcome by_command by_flag by_accessible by_terminal case new_case section question inferred
        keys_sign keys_quantity keys_quantity_one no_unit keys_choice
        help counts does_not_count found_by trap usual no_help
        read_as verdict changed undone nothing_to_undo first end no_such_place
        no_such_answer not_a_number ambiguous unknown_unit impossible
        saved save_failed there_already file_changed file_read_only disk_full file_trouble no_shelf
        result goodbye goodbye_empty unsaved
    }

    /// The headings and sentences of a summary.
    ReportWords {
        title case age sex answered criteria brief set verdict criterion role why settle settle_note details
        usual_range ways_above unnamed colophon conclusion because not_because open_needs settled_by settled_more excluded_by
        answers finding entered canonical range_flag own_range note date inferred
        conflicts conflict_disagrees conflict_both
        warnings sources unverified_source verified set_note historical pack program no_answers none or and
    }
}
