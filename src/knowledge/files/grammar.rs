//! `grammar.json`: the words around what a finding is called: what denies it, doubts it, or says how much of it there is.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Terms;
use crate::knowledge::Text;

/// The words by which a note, a letter or a laboratory report says what it says of a finding. They decide what is
/// entered, what is asked, and what is left alone; the names of findings stand in `synonyms.json`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: grammar")]
pub struct GrammarFile {
    /// Where the schema of this file is.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Where the words come from.
    pub origin: Text,
    /// The words of each class.
    pub words: GrammarWords,
    /// Findings that count whenever they were.
    #[serde(default)]
    pub past_is_enough: Vec<String>,
    /// What an illness begins with.
    #[serde(default)]
    pub begins: Option<Beginning>,
    /// Findings whose absence is asked about: by which examination?
    #[serde(default)]
    pub absence_is_asked: Vec<AbsenceAsked>,
    /// The other units that a number without one may be in.
    #[serde(default)]
    pub rivals: Vec<RivalUnits>,
    /// Words between a number and its unit.
    #[serde(default)]
    pub multipliers: Vec<Multiplier>,
    /// Units of which the name of the finding says the rest.
    #[serde(default)]
    pub completed_units: Vec<CompletedUnit>,
}

/// A finding that is not absent because something called so is: other examinations show which of them it was.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceAsked {
    /// What is called absent.
    pub finding: String,
    /// What is offered instead: findings that are absent together.
    pub choices: Vec<Vec<String>>,
}

/// A time beside one of these findings may be the time since the first of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    /// The quantity that is the time since.
    pub since: String,
    /// The findings.
    pub with: Vec<String>,
}

/// The units that a bare number of a finding may be in beside the first of the finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RivalUnits {
    /// A quantity.
    pub finding: String,
    /// Units of it, the commonest first.
    pub units: Vec<String>,
}

/// A word that multiplies the number before it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Multiplier {
    /// As it is written.
    pub word: String,
    /// How many times.
    pub times: f64,
}

/// A unit that is written in part where the name says the rest: `24 h urine protein 350 mg`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompletedUnit {
    /// What is written.
    pub typed: String,
    /// The unit that is meant.
    pub means: String,
}

/// The classes of words: each a list in the file, and a kind of word to who reads a text.
macro_rules! classes {
    ($($(#[$doc:meta])* $field:ident $class:ident;)*) => {
        /// Words by class, in each language.
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct GrammarWords { $($(#[$doc])* pub $field: Terms,)* }

        /// What kind of word it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word { $($(#[$doc])* $class,)* }

        impl GrammarWords {
            /// Every class with its words.
            pub fn classes(&self) -> impl Iterator<Item = (Word, &Terms)> {
                [$((Word::$class, &self.$field)),*].into_iter()
            }
        }
    };
}

classes! {
    /// They deny what follows.
    negations Negation;
    /// They deny a whole list.
    list_negations ListNegation;
    /// They deny only what follows at once.
    close_negations CloseNegation;
    /// They join names, carry a negation on, and close a list of what is denied.
    alternatives Or;
    /// They join names, and carry a negation on.
    carries Carry;
    /// They join names, and may carry a negation on or not.
    joins Join;
    /// They end a negation.
    stops Stop;
    /// What follows is said of all that is joined before.
    all_of_them AllOfThem;
    /// It speaks of a change, and not of whether there is something.
    unchanged Unchanged;
    /// It is not sure.
    uncertain Uncertain;
    /// There is hardly any of it.
    faint Faint;
    /// It is asked, not said.
    questions Question;
    /// It is said of a relative.
    family Family;
    /// It is said of the patient again.
    patient Patient;
    /// It was once.
    past Past;
    /// Behind a time: so long ago.
    ago Ago;
    /// It is to be done, or its result is awaited.
    planned Planned;
    /// A drug is spoken of.
    drugs Drug;
    /// Units of a dose.
    dose_units DoseUnit;
    /// The number that follows is a lower limit.
    more_than MoreThan;
    /// The number that follows is an upper limit.
    less_than LessThan;
    /// About so much.
    approximate Approximate;
    /// Above its range.
    raised Raised;
    /// Below its range.
    low Low;
    /// Within its range.
    normal Normal;
    /// Not within its range.
    abnormal Abnormal;
    /// Said of an organ: it is too large.
    enlarged Enlarged;
    /// How a laboratory marks a number.
    flags Flag;
    /// The answer yes.
    present Present;
    /// The answer no.
    absent Absent;
    /// The answer unknown.
    unknown Unknown;
    /// The answer that it cannot be had.
    unobtainable Unobtainable;
    /// A laboratory's range follows.
    reference Reference;
    /// They may stand between a name and its value.
    linking Linking;
    /// They may stand before a name and leave it what it is.
    qualifiers Qualifier;
    /// They hold a word of another class and say nothing.
    fillers Filler;
}
