//! How texts are put together: one language over the words of a pack.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::document::{Line, Tone};
use crate::engine::{Flag, Verdict};
use crate::json::{Fault, MOST_SHOWN, number};
use crate::knowledge::files::{Drawing, Interface};
use crate::knowledge::{FindingId, Knowledge, Lang, Text, Unit};

/// So many characters of a note are shown; a summary is no place for a book.
const NOTE: usize = 2_000;

/// The words of a pack in one language.
#[derive(Clone, Copy)]
pub struct Wording<'k> {
    /// The pack, with the words of the program.
    pub knowledge: &'k Knowledge,
    /// The reader's language.
    pub lang: Lang,
}

impl<'k> Wording<'k> {
    /// The words of a pack in a language.
    pub fn new(knowledge: &'k Knowledge, lang: Lang) -> Self {
        Wording { knowledge, lang }
    }

    /// A text said in both languages, so that what was said survives a change of language.
    pub fn in_both(knowledge: &'k Knowledge, say: impl Fn(Wording<'k>) -> String) -> Text {
        let say = |lang| say(Wording::new(knowledge, lang)).into();
        Text { en: say(Lang::En), zh: say(Lang::Zh) }
    }

    /// The program's own words.
    pub fn words(self) -> &'k Interface {
        &self.knowledge.interface
    }

    /// A text in the reader's language.
    pub fn say(self, text: &Text) -> &'static str {
        text.get(self.lang)
    }

    /// The lines of a drawing.
    pub fn drawing(self, drawing: &Drawing) -> &[String] {
        drawing.get(self.lang)
    }

    /// The name of a finding.
    pub fn label(self, id: FindingId) -> &'static str {
        self.say(&self.knowledge.finding(id).label)
    }

    /// A label and what is said of it.
    pub fn pair(self, label: &str, value: &str) -> String {
        self.words().style.pair(self.lang, label, value)
    }

    /// A text with something in brackets.
    pub fn aside(self, text: &str, aside: &str) -> String {
        self.words().style.aside(self.lang, text, aside)
    }

    /// Items that may hold commas of their own.
    pub fn list(self, items: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        self.between(items, &self.words().style.list)
    }

    /// Names in a row.
    pub fn names(self, names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        self.between(names, &self.words().style.comma)
    }

    /// What must come together.
    pub fn together(self, parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        self.between(parts, &self.words().style.plus)
    }

    fn between(self, items: impl IntoIterator<Item = impl AsRef<str>>, separator: &Text) -> String {
        let mut out = String::new();
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                out.push_str(separator.get(self.lang));
            }
            out.push_str(item.as_ref());
        }
        out
    }

    /// Sentences one after the other, each as its own language sets it: a teacher's text may be in another one.
    pub fn sentences(self, sentences: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let next = |text: String, next: &str| {
            let lang = match text.chars().next_back() {
                Some('.' | '!' | '?') => Lang::En,
                Some('\u{3002}' | '\u{ff01}' | '\u{ff1f}') => Lang::Zh,
                _ => self.lang,
            };
            self.words().style.sentences(lang, &text, next)
        };
        let mut sentences = sentences.into_iter();
        let first = sentences.next().map_or_else(String::new, |first| first.as_ref().to_owned());
        sentences.fold(first, |text, sentence| next(text, sentence.as_ref()))
    }

    /// The text as the beginning of a sentence.
    pub fn sentence(self, text: &str) -> String {
        let mut letters = text.chars();
        let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().collect());
        first + letters.as_str()
    }

    /// A name as it stands within a sentence: with a small letter, unless it is somebody's or an abbreviation.
    pub fn within(self, text: &str) -> String {
        let is_proper = |word: &str| self.knowledge.proper_names.iter().any(|name| name == word);
        let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let mut letters = text.chars();
        match letters.next() {
            Some(capital) if first.len() > 1 && first.chars().skip(1).all(char::is_lowercase) && !is_proper(first) => {
                capital.to_lowercase().chain(letters).collect()
            }
            _ => text.to_owned(),
        }
    }

    /// `name: text`, with the name set off.
    pub fn named(self, name: &Text, text: &str) -> Line {
        Line::strong(self.pair(self.say(name), "")).with(Tone::Plain, text)
    }

    /// `label: value` with the value in a tone of its own.
    pub fn toned_pair(self, label: &str, tone: Tone, value: &str) -> Line {
        Line::plain(self.pair(label, "")).with(tone, value)
    }

    /// `a, b or c`.
    pub fn either(self, parts: &[String]) -> String {
        self.joined(parts, &|first, last| self.words().rule.any(self.lang, first, last))
    }

    /// `a, b and c`.
    pub fn both(self, parts: &[String]) -> String {
        self.joined(parts, &|first, last| self.words().rule.all(self.lang, first, last))
    }

    /// Where a part holds a comma itself, the word stands between all of them.
    fn joined(self, parts: &[String], two: &dyn Fn(&str, &str) -> String) -> String {
        let Some((last, first)) = parts.split_last() else { return String::new() };
        let comma = self.say(&self.words().style.comma).trim();
        match first {
            [] => last.clone(),
            _ if parts.iter().any(|part| part.contains(comma)) => {
                parts.iter().cloned().reduce(|all, part| two(&all, &part)).unwrap_or_default()
            }
            first => two(&self.names(first), last),
        }
    }

    /// A verdict as a word.
    pub fn verdict(self, verdict: Verdict) -> &'k str {
        let words = &self.words().verdict;
        self.say(match verdict {
            Verdict::Met => &words.met,
            Verdict::NotMet => &words.not_met,
            Verdict::Undetermined => &words.undetermined,
        })
    }

    /// Low, normal or high.
    pub fn flag(self, flag: Flag) -> &'k str {
        let words = &self.words().answer;
        self.say(match flag {
            Flag::Low => &words.low,
            Flag::Normal => &words.normal,
            Flag::High => &words.high,
        })
    }

    /// A unit as it is printed; empty for a bare number.
    pub fn unit(self, unit: &Unit) -> String {
        unit.shown(self.lang).to_owned()
    }

    /// A value with its unit as it is printed.
    pub fn with_unit(self, value: &str, unit: &Unit) -> String {
        unit.with(value, self.lang)
    }

    /// From one number to another, in few columns.
    pub fn span(self, low: &str, high: &str) -> String {
        self.words().style.span(self.lang, low, high)
    }

    /// A range with its unit; in Chinese a percent sign stands behind both ends.
    pub fn range_in(self, low: Option<f64>, high: Option<f64>, unit: &Unit) -> String {
        match (low, high) {
            (Some(low), Some(high)) if unit.shown(self.lang) == "%" => {
                self.words().style.range_percent(self.lang, number(low), number(high))
            }
            ends => self.with_unit(&self.range(ends.0, ends.1), unit),
        }
    }

    /// A range, or the end of it that there is.
    pub fn range(self, low: Option<f64>, high: Option<f64>) -> String {
        let style = &self.words().style;
        let low = low.map(|low| number(low).to_string());
        let high = high.map(|high| number(high).to_string());
        match (low.as_deref(), high.as_deref()) {
            (Some(low), Some(high)) => style.range(self.lang, low, high),
            (Some(low), None) => style.at_least(self.lang, low),
            (None, Some(high)) => style.at_most(self.lang, high),
            (None, None) => String::new(),
        }
    }

    /// Something that rests on a number to look at again, or is one.
    pub fn to_check(self, text: &str) -> String {
        self.words().answer.to_check(self.lang, text)
    }

    /// What hangs on a doubtful number, marked.
    pub fn marked(self, text: &str, doubtful: bool) -> String {
        if doubtful { self.to_check(text) } else { text.to_owned() }
    }

    /// What is worth knowing about a file, a line each; of very many the first, and how many more there are.
    pub fn warnings(self, warnings: &[Fault]) -> Vec<String> {
        let more = warnings.len().saturating_sub(MOST_SHOWN);
        let count = more;
        let more = (more > 0).then(|| self.words().report.warnings_more(self.lang, count));
        warnings.iter().take(MOST_SHOWN).map(Fault::to_string).chain(more).collect()
    }

    /// Text of the case's author; very long text is cut, and says so.
    pub fn data(self, text: &str) -> String {
        match text.chars().count() {
            count if count <= NOTE => text.to_owned(),
            count => self.words().style.cut(self.lang, text.chars().take(NOTE).collect::<String>(), count),
        }
    }
    /// Text in at most so many columns; where there is more of it, it ends with a sign of that.
    pub fn shortened(self, text: &str, columns: usize) -> String {
        if text.width() <= columns {
            return text.to_owned();
        }
        let mut used = 0;
        let fits = |grapheme: &&str| {
            used += grapheme.width();
            used <= columns
        };
        let first: String = text.graphemes(true).take_while(fits).collect();
        self.words().style.shortened(self.lang, first.trim_end())
    }
}

/// The tone of a verdict.
pub fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Met,
        Verdict::NotMet => Tone::NotMet,
        Verdict::Undetermined => Tone::Undetermined,
    }
}
