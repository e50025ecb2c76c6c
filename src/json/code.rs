//! What may be wrong with a text, each under a name that stays: tests, editors and scripts hold the name, words may change.

use std::fmt;

macro_rules! codes {
    ($($meaning:literal $name:ident)*) => {
        /// The kind of a fault. It writes itself as lower-case words: `unknown-finding`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {$(
            #[doc = $meaning]
            $name,
        )*}

        impl Code {
            /// Every code with what it says, in the order of the documentation.
            pub const ALL: &[(Code, &str)] = &[$((Code::$name, $meaning)),*];
        }
    };
}

codes! {
    // The file.
    "it could not be read, or is no regular file" Unreadable
    "larger than a file may be" TooLarge
    "not text in UTF-8" NotText
    "nothing is in it" EmptyFile
    "nested deeper than a file may be" TooDeep
    "not JSON, or it breaks off" NotJson
    "not a file that a pack has" NotAPackFile
    "the pack lacks a file that it needs" MissingFile
    "the file is not called by the id in it" MisnamedFile
    "another format, or none" UnknownFormat

    // Its members.
    "a member that is not known there" UnknownField
    "a member that has to be there is not" MissingField
    "another kind of value than belongs there" WrongType
    "a word that is none of those that may stand there" UnknownWord
    "an operator without what it needs, beside another, or none" MalformedRule
    "the same key, id or entry a second time" GivenTwice
    "an id of other letters than ids have" NotAnId
    "a member that has no meaning beside the others" StrayField

    // Its texts.
    "a text without words" EmptyText
    "a character that controls, hides or reorders text" SteeringCharacter
    "a name in braces that is not filled in there" UnknownPlaceholder
    "a name in braces that should be there is not" MissingPlaceholder

    // What is named.
    "no section of the pack" UnknownSection
    "no finding of the pack" UnknownFinding
    "a finding of another kind" WrongKind
    "no option of the choice" UnknownOption
    "no unit of the quantity, or of any" UnknownUnit
    "no criteria set of the pack" UnknownSet
    "no conclusion of the set" UnknownConclusion
    "no criterion of the set" UnknownCriterion
    "no role of the pack" UnknownRole
    "no disease of the pack, or not a rival" UnknownDisease
    "no setting of the pack" UnknownSetting
    "no source of the pack" UnknownSource
    "no group of the evidence" UnknownGroup
    "no burden of the work-up" UnknownBurden
    "no examination of the work-up" UnknownTest
    "no lesson of the pack" UnknownLesson
    "no teaching case of the pack" UnknownCase
    "no sentence of the story" UnknownSentence
    "no source is cited" NoSource
    "nothing cites the source (a warning)" SourceNotCited

    // Findings.
    "a number, a limit or a quantity without its unit" NoUnit
    "a conversion that is not positive" ImpossibleFactor
    "a quantity without a possible range" NoPossibleRange
    "a range whose lower end is not below the upper one" ReversedRange
    "a range that is not all possible" ImpossibleRange
    "a choice, or a rule about one, without options" NoOptions
    "an empty list of causes, or an explanation without one" NoCause
    "a sign as its own cause" OwnCause
    "a spelling of two units of one finding" AmbiguousSpelling
    "units called the same that are not of one size" UnitsDiffer
    "an ambiguous term with fewer than two meanings" FewMeanings

    // The sheet.
    "a part or a line of the sheet without a finding" EmptyRow
    "signs that share a line of the sheet, one of them without a short label" NoShortLabel

    // Rules.
    "a part that has no meaning where it stands" MisplacedRule
    "a list of no rules" EmptyRule
    "a count that always or never holds" ImpossibleCount
    "a count that one answer fills twice" CountedTwice
    "a role that no criterion has" EmptyRole
    "a limit outside of what is possible" ImpossibleLimit
    "limits in two units that are not one limit" LimitsDiffer
    "a limit by sex where the sex is not asked" SexNotAsked
    "no limit where one is compared with" NoLimit
    "rules that rest on themselves" Circle
    "rules that rest on others too deep" RestsTooDeep

    // Criteria sets.
    "a conclusion that no patient can meet" NeverHolds
    "a conclusion that every patient meets" AlwaysHolds
    "a set without a conclusion" NoConclusion
    "more criteria than a set may have" TooManyCriteria
    "a historical set that leads" HistoricalLead
    "a second set that leads" SecondLead

    // Evidence, settings, work-up.
    "a number that cannot be: a count, a part, a probability, a parameter" ImpossibleNumber
    "a row without a number" NoNumber
    "a mark without a number for patients without its disease" NoBackground
    "a fit against no other disease" NoRival
    "a set that judges the disease already" JudgedAlready
    "a finding in two groups" InTwoGroups
    "evidence without a setting" NoSetting
    "a condition on the first setting" ConditionOnFirst
    "shares that do not add up to one" SharesDiffer
    "a part of the staging with nothing to know" NothingToKnow
    "a part of the staging, or of an examination, that is not answered" NotAnswered

    // Lessons.
    "a lesson without a screen, or a screen that says nothing" NothingSaid
    "a row that is not as long as its head" UnevenRow
    "higher or wider than the screen" DoesNotFit
    "a number that no entry with this source holds" NumberNotHeld
    "other numbers in one language than in the other" NumbersDiffer
    "too few or too many sentences" SentenceCount
    "sentences that state no finding to be marked" NothingStated
    "a finding that the sentences do speak of" SpokenOf
    "a question with no right answer, or with several; of the next examinations none is best" NotOneRight
    "no comparison of the evidence" UnknownComparison

    // Cases.
    "no answer that the finding takes" NotAnAnswer
    "not a number, or none that can be held" NotANumber
    "a value that no patient can have" ImpossibleValue
    "a number that may have been meant otherwise (a warning)" DoubtfulNumber
    "no date" NotADate
    "an answer without its sentences, or sentences without an answer" EvidenceDiffers
    "a case without a story" NoStory
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !written.is_empty() {
                written.push('-');
            }
            written.push(c.to_ascii_lowercase());
        }
        f.write_str(&written)
    }
}
