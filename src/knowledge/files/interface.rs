//! `interface.json`: the program's own words in every language, one field for each so that none can be missing.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::fields::{fields, object};
use crate::knowledge::Text;

/// The words of the program itself. `{name}` in a text is filled in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: interface")]
pub struct Interface {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub verdict: VerdictWords,
    pub answer: AnswerWords,
    pub finding: FindingWords,
    pub entry: EntryWords,
    pub need: NeedWords,
    pub style: StyleWords,
    pub rule: RuleWords,
    pub teaching: TeachingWords,
    pub cards: CardWords,
    pub compare: CompareWords,
    pub sheet: SheetWords,
    pub quiz: QuizWords,
    pub study: StudyWords,
    pub ask: AskWords,
    pub lesson: LessonWords,
    pub report: ReportWords,
    pub fit: FitWords,
    pub explain: ExplainWords,
    pub calibration: CalibrationWords,
    pub key: KeyWords,
    pub action: ActionWords,
    pub disk: DiskWords,
    pub terminal: TerminalWords,
    pub fit_terminal: FitTerminalWords,
}

/// The words of an action: short ones beside its key, and what it does.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionText {
    pub hint: Text,
    pub help: Text,
}

/// Structs with a field for each word. A derived reader would spell every field out, in a quarter of the program.
macro_rules! words {
    ($of:ty: $(#[doc = $doc:literal] $name:ident { $($field:ident)* })*) => {$(
        #[doc = $doc]
        #[derive(Debug)]
        pub struct $name { $(pub $field: $of,)* }

        impl $name {
            const FIELDS: &[&str] = &[$(stringify!($field)),*];
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let [$($field),*] = fields(deserializer, Self::FIELDS)?;
                Ok($name { $($field),* })
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                object::<$of>(generator, $doc, Self::FIELDS)
            }
        }
    )*};
}

words! { Text:
    /// The three verdicts; undetermined is never shown as a no.
    VerdictWords { met not_met undetermined met_but_for }

    /// The answers of a sign, and how a number lies in its range.
    AnswerWords { present absent unknown unobtainable low normal high no_range explained to_check inferred confirmed }

    /// What is to be known of a finding.
    FindingWords { counts does_not_count found_by trap no_help source codes usual_range possible_range other_units your_note explained inferred_from }

    /// Why a typed number or range was refused, and what would be taken.
    EntryWords { empty not_a_number ambiguous unknown_unit impossible not_a_range }

    /// What a finding or a criterion would have to become.
    NeedWords { present absent one_of none_of not_known would_count }

    /// How texts are put together.
    StyleWords { pair aside list comma plus range span span_percent at_least at_most group cut sentences }

    /// A rule in words.
    RuleWords {
        all any at_least not without none_of every_role any_role no_role count_role is is_not bound beyond laboratory_upper
        laboratory_lower laboratory_first laboratory_also by_sex of_set not_of_set
        present_when absent_when inference inference_note conclusions table disease when
    }

    /// The headings of a teaching case.
    TeachingWords {
        title story diagnosis basis quality firm limited doubtful first_label delay months not_reported region citation
        reported point
    }

    /// The fronts and backs of flash cards.
    CardWords {
        deck intro place turn_first grade_first undone nothing_to_undo summary title above from below up_to
        conclusion count count_of role criterion not_in_lead other_in_lead set_limit rule sign_limit sign_limit_present present absent
        usual_range does_not_count both_traps trap frequency frequency_option red_flag advice_trap contradiction
        next_step test separated_by mimic sources
    }

    /// Two criteria sets side by side.
    CompareWords {
        title criteria criteria_note absent conclusions cases cases_note
    }

    /// A printed sheet for a class.
    SheetWords {
        title case name instructions finding not_stated verdicts confidence next_test diagnosis
        answers answers_note coded answer says_so not_in_text best_tests
    }

    /// The quiz on published cases: what is asked, and what is said afterwards.
    QuizWords {
        mark_ask verdict_ask confidence_ask guess fairly_sure sure test_ask grade_ask again hard good
        easy scores marks_heading beyond silence item_right item_open item_missed item_wrong item_silence item_unstated quote
        verdicts_heading verdict_right verdict_wrong would_take in_the_way test_heading test_result summary
        nothing_graded summary_line case score grade calibration confidence cases verdicts_right weak weak_lesson
        welcome place keys_mark keys_choose help_mark no_finding several_findings nothing_marked step_undone
    }

    /// The pages of the study in the terminal application.
    StudyWords {
        title intro go_on quiz due cards cards_title turn_card compare compare_first compare_second first read text quiz_title no_lesson
        not_written context_story
    }

    /// The plain mode: questions, replies and what went wrong.
    AskWords { welcome refused_line line_too_long line_not_text by_command by_flag by_accessible by_terminal by_pipe case new_case section question keys_sign keys_quantity keys_quantity_one no_unit keys_choice help read_as verdict changed undone already check_unit check_value nothing_to_check only_signs_are_explained nothing_to_undo first end after_all no_such_place no_such_answer saved save_failed there_already file_changed file_gone file_in_use going_on_in read_only file_read_only disk_full file_trouble no_shelf goodbye goodbye_empty unsaved }

    /// Lessons: their pages, their questions and how the answers are judged.
    LessonWords {
        title topic lesson finished yes how no_lessons place table drawing question to_mark hint silent sentence
        tally why from_case
        welcome keys_screen keys_question help help_question answered first no_such_key goodbye
    }

    /// The headings and sentences of a summary.
    ReportWords {
        title case age sex answered criteria brief set verdict criterion role why settle settle_note details
        usual_range ways_above unnamed colophon conclusion because not_because open_needs settled_by settled_more excluded_by
        answers finding entered canonical range_flag own_range note date inferred
        conflicts conflict_disagrees conflict_both conflict_other_sex
        doubts doubts_note doubt_unit doubt_beyond explained explained_note
        causes causes_short causes_note causes_of cause_entered cause_open
        warnings warnings_more sources unverified_source verified set_note historical wording_unseen pack program no_answers
        none or and
    }

    /// How well the profile fits, what else it could be, what to test next.
    FitWords { title headline strong compatible weak against setting prior prior_range seen calculated judgement settle_first judged evidence evidence_note group answer ratio grade weight speaks_against speaks_for prior_odds total_odds no_weight differential disease probability separates assumed others disagreements disagree turns_on robustness extremes turning no_turning if_instead if_taken_back change the_fit next next_note next_test next_test_settles can_settle more_tests advice red_flag traps separates_from staging staging_note staging_done staging_partly staging_missing still_missing answered_by contradiction next_step cited span span_alike denied offered uncertain too_little headline_prior so_far in_the_way a_mark correction told told_for told_against own_set open_for kept_from no_figures by_disease by_disease_note before now excluded excluded_by ratio_of measured_against no_grade grade_d grade_c grade_b grade_a assumed_note points reveals why }

    /// The evidence behind the fit, and the settings.
    ExplainWords {
        title note heading weight ratio frequency_of count range series percent range_kind
        band definition unverified rebuilt controls comparison background nothing about about_option
        not_counted overlaps without_weight compared better_verified weaker narrower no_evidence settings status
        prior presupposes shares share judgement shown_only like_subject
    }

    /// How the fit does on labeled cases.
    CalibrationWords {
        title setting count all settled firm cases method fit counting bands auc brier reliability predicted mean
        observed note none own_setting measure value cllr smallest_cllr corrected_cllr first among_three by_setting
        correction found
    }

    /// The names of keys that have one in each language.
    KeyWords {
        space enter up down left right backspace
    }

    /// What is said of files, wherever they are worked on.
    DiskWords {
        finished kept teaching_copy in_place
    }

    /// The words of the terminal application.
    TerminalWords { mark_met mark_not_met mark_open tally tally_all tally_at_least tally_none inferred fold_count tier_support tier_detail has_note disagrees check_unit check_value new_case state_saved state_saving read_only state_not_saved state_empty sections patient_short more more_short results results_title result group_historical group_related about about_more about_fold set undone redone already changed many_changed note_changed verdict_changed nothing_to_undo nothing_to_redo type_a_number choose_an_option no_rest read_as one_unit unit_is unit_typed same_value range_needs_value no_match match_of ask_search goto exported copied not_saved not_saved_gone not_saved_in_use not_saved_read_only not_saved_disk_full not_saved_changed saved_after_all not_opened has_warnings teaching_copied ask_range ask_note ask_cause ask_export ask_copy confirm_replace confirm_mark_rest mark_rest_list confirm_leave home_intro go_on choose_new choose_teaching choose_language language_in_ascii choose_quit shelf teaching_intro just_now minutes_ago hours_ago days_ago too_small farewell farewell_unsaved farewell_kept help_title help_marks context_home context_list context_matches context_outline context_page context_goto context_quantity context_options context_prompt context_confirm context_changed }

    /// The words of the terminal application for the fit, what else it could be, and what to do next.
    FitTerminalWords { span_over denied offered fit settle_first settle_short prior_short choose_setting setting_changed band_changed evidence for_and_against answer_head against_side for_side ratio_head grade_head total assumed prior_only the_fit_head correction bits span advice_first in_the_way }
}

words! { ActionText:
    /// The words of every action.
    ActionWords {
        cycle present absent unknown unobtainable edit choose range confirm_value other_unit explain next_match previous_match accept accept_up accept_down next_unit
        previous_unit overwrite save_as elsewhere up down unfold fold next_pane previous_section next_section back about
        undo redo search goto goto_results goto_first note mark_rest warnings export page_up page_down first last
        setting language cancel help leave quit suspend redraw hand_in hint learn
    }
}
