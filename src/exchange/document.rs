//! What became of a file, as documents.

use std::mem::discriminant;

use super::{Code, Entry, Import, Line as Told, Losses, Number, Open, Outcome, Question, Reason, Said, Standing};
use crate::json::number;
use crate::knowledge::FindingId;
use crate::order;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Table, Tone};

/// So many of what is left are named one by one.
const NAMED: usize = 12;

impl Import {
    /// The account for a person: how much came in, then what is to be answered, then the rest.
    pub fn document(&self, wording: Wording) -> Vec<Block> {
        let words = &wording.words().exchange;
        let name = self.case.id.as_ref().or(self.patient.as_ref());
        let title = name.map_or_else(
            || wording.say(&words.title_unnamed).to_owned(),
            |name| words.title(wording.lang, wording.data(name)),
        );
        let tally = self.tally();
        let counts = [
            (tally.asked.len(), words.count_asked(wording.lang, tally.asked.len())),
            (tally.assumed.len(), words.count_assumed(wording.lang, tally.assumed.len())),
            (tally.converted.len(), words.count_converted(wording.lang, tally.converted.len())),
            (tally.taken.len(), words.count_taken(wording.lang, tally.taken.len())),
            (tally.left.len(), words.count_left(wording.lang, tally.left.len())),
        ];
        // That nothing is asked is worth a word; that nothing was assumed is not.
        let counts = counts.into_iter().enumerate().filter(|(at, (count, _))| *at == 0 || *count > 0);
        let counts = wording.names(counts.map(|(_, (_, text))| text));
        let answers = self.case.answers().count();
        let headline = words.headline(wording.lang, answers, self.account.lines.len(), counts);
        let tone = if tally.asked.is_empty() { Tone::Strong } else { Tone::Alert };
        let mut blocks = vec![
            Block::Heading(Level::Title, Line::plain(title)),
            Block::Paragraph(Line::default().with(tone, headline)),
        ];
        let encoding = self.encoding.map(|encoding| words.encoding(wording.lang, encoding));
        blocks.extend(encoding.map(|said| Block::Paragraph(Line::plain(said))));
        let mut section = |title: String, lines: Vec<Line>| {
            if !lines.is_empty() {
                blocks.push(Block::Heading(Level::Part, Line::plain(title)));
                blocks.push(Block::List(lines));
            }
        };
        let entered = |told: &[&Told]| told.iter().map(|told| Line::plain(entered(wording, told))).collect::<Vec<_>>();
        let count = tally.asked.len();
        section(words.asked(wording.lang, count), tally.asked.iter().map(|told| self.asked(wording, told)).collect());
        section(words.assumed(wording.lang, tally.assumed.len()), entered(&tally.assumed));
        section(words.converted(wording.lang, tally.converted.len()), entered(&tally.converted));
        section(words.taken(wording.lang, tally.taken.len()), entered(&tally.taken));
        section(words.left(wording.lang, tally.left.len()), left(wording, &tally.left));
        blocks
    }

    /// The account in a line, for one of many patients.
    pub fn in_short(&self, wording: Wording, patient: &str) -> String {
        let tally = self.tally();
        let answers = self.case.answers().count();
        wording.words().exchange.one_of_many(wording.lang, patient, answers, tally.asked.len(), tally.left.len())
    }

    fn tally(&self) -> Tally<'_> {
        let mut tally = Tally::default();
        for told in &self.account.lines {
            match told.outcome {
                Outcome::Taken(_) => tally.taken.push(told),
                Outcome::Converted(_) => tally.converted.push(told),
                Outcome::Assumed(_) => tally.assumed.push(told),
                Outcome::Asked { .. } => tally.asked.push(told),
                Outcome::Left(_) => tally.left.push(told),
            }
        }
        tally
    }

    /// What is to be answered, with what was entered all the same.
    fn asked(&self, wording: Wording, told: &Told) -> Line {
        let words = &wording.words().exchange;
        let Outcome::Asked { entered, open } = &told.outcome else { return Line::default() };
        let questions = wording.list(open.iter().map(|open| self.question(wording, open)));
        let line = Line::default().with(Tone::Alert, words.question(wording.lang, source(wording, told), questions));
        match entered.is_empty() {
            true => line,
            false => {
                let answers = wording.list(entered.iter().map(|entry| answer(wording, entry)));
                line.and(Line::plain(wording.aside("", &words.also_entered(wording.lang, answers))))
            }
        }
    }

    fn question(&self, wording: Wording, Open { findings, question }: &Open) -> String {
        let words = &wording.words().exchange;
        let names: Vec<String> = findings.iter().map(|id| wording.label(*id).to_owned()).collect();
        let (either, first) = (wording.either(&names), findings.first().copied());
        match question {
            Question::Near => words.near(wording.lang, either),
            Question::Specimen => words.specimen(wording.lang, either),
            Question::NoUnit(value) => words.no_unit(wording.lang, wording.data(value), &either, units(wording, first)),
            Question::Refused(fault) => {
                let reason = first.map_or_else(String::new, |id| wording.refusal(id, fault));
                words.refused(wording.lang, either, reason)
            }
            Question::NotPlain(value) if value.trim().is_empty() => words.no_value(wording.lang, either),
            Question::NotPlain(value) => words.not_plain(wording.lang, wording.data(value), either),
            Question::Conflict(other) => {
                let other = self.account.lines.get(*other).map_or_else(String::new, |told| source(wording, told));
                words.conflict(wording.lang, either, other)
            }
            Question::Over => words.over(wording.lang, either),
        }
    }
}

/// The statements by what became of them.
#[derive(Default)]
struct Tally<'i> {
    asked: Vec<&'i Told>,
    assumed: Vec<&'i Told>,
    converted: Vec<&'i Told>,
    taken: Vec<&'i Told>,
    left: Vec<&'i Told>,
}

fn units(wording: Wording, finding: Option<FindingId>) -> String {
    let measure = finding.and_then(|id| wording.knowledge.finding(id).measure());
    let units: Vec<String> = measure.iter().flat_map(|measure| &measure.units).map(|unit| wording.unit(unit)).collect();
    wording.either(&units)
}

/// What the source says, and where.
fn source(wording: Wording, told: &Told) -> String {
    let place = &told.statement.place;
    match told.statement.about.is_empty() {
        true => place.clone(),
        false => wording.names([with_value(wording, told), place.clone()]),
    }
}

/// The answers of a statement, with where they come from.
fn entered(wording: Wording, told: &Told) -> String {
    let words = &wording.words().exchange;
    let answers = wording.list(told.outcome.entries().iter().map(|entry| answer(wording, entry)));
    let answers = match told.statement.standing {
        Standing::Preliminary => words.preliminary(wording.lang, answers),
        _ => answers,
    };
    words.from(wording.lang, answers, source_in_short(wording, told))
}

/// The place alone, where the source calls the finding as it is called here.
fn source_in_short(wording: Wording, told: &Told) -> String {
    let name = told.statement.about.iter().find_map(|code| code.display.as_deref());
    let is_called = |id: FindingId| name.is_none_or(|name| wording.label(id).eq_ignore_ascii_case(name));
    match told.outcome.entries().iter().any(|entry| is_called(entry.finding)) {
        true => told.statement.place.clone(),
        false => wording.names([told.statement.subject(), told.statement.place.clone()]),
    }
}

fn answer(wording: Wording, entry: &Entry) -> String {
    wording.pair(wording.label(entry.finding), &wording.answer(entry.finding, &entry.answer.value))
}

/// What is left, by why; of many the first are named.
fn left(wording: Wording, all: &[&Told]) -> Vec<Line> {
    let mut groups: Vec<(&Reason, Vec<&Told>)> = Vec::new();
    for told in all {
        let Outcome::Left(reason) = &told.outcome else { continue };
        match groups.iter_mut().find(|(known, _)| discriminant(*known) == discriminant(reason)) {
            Some((_, group)) => group.push(told),
            None => groups.push((reason, vec![told])),
        }
    }
    // What has to do with no finding is the longest and the least.
    order::by_key(&mut groups, |(reason, _)| **reason == Reason::NotAsked);
    let line = |(reason, group): &(&Reason, Vec<&Told>)| {
        let more = (group.len() > NAMED).then(|| "..".to_owned());
        let named = group.iter().take(NAMED).map(|told| with_value(wording, told)).chain(more);
        Line::plain(wording.pair(&because(wording, reason, group.len()), &wording.list(named)))
    };
    groups.iter().map(line).collect()
}

/// Why so many statements are left.
fn because(wording: Wording, reason: &Reason, count: usize) -> String {
    let words = &wording.words().exchange;
    match reason {
        Reason::NotAsked => words.not_asked(wording.lang, count),
        Reason::Broader => words.broader(wording.lang, count),
        Reason::SpecialForm => words.special_form(wording.lang, count),
        Reason::Void => words.void(wording.lang, count),
        Reason::Earlier(_) => words.earlier(wording.lang, count),
        Reason::KnownElsewhere => words.known_elsewhere(wording.lang, count),
        Reason::Nothing => words.nothing(wording.lang, count),
    }
}

/// What the source says, with the date if it has one: a list of earlier results is a history.
fn with_value(wording: Wording, told: &Told) -> String {
    let words = &wording.words().answer;
    let value = match &told.statement.said {
        Said::Present => wording.say(&words.present).to_owned(),
        Said::Absent => wording.say(&words.absent).to_owned(),
        Said::Number(Number { value, comparator, units, .. }) => {
            let unit = units.first().map_or_else(String::new, |unit| format!(" {unit}"));
            format!("{}{}{unit}", comparator.map_or("", |it| it.symbol()), number(*value))
        }
        Said::Text { text, .. } => wording.data(text),
        Said::Coded(codes) => codes.first().map_or_else(String::new, Code::shown),
        Said::Unknown | Said::Unobtainable => wording.say(&words.unknown).to_owned(),
        Said::Nothing => String::new(),
    };
    let said = format!("{} {value}", wording.data(&told.statement.subject()));
    let date = told.statement.at.as_ref().map(|at| at.date.to_string());
    wording.names(std::iter::once(said.trim_end().to_owned()).chain(date))
}

impl Losses {
    /// For each finding what all records say of it, and what was lost on the way.
    pub fn document(&self, wording: Wording) -> Vec<Block> {
        let words = &wording.words().exchange;
        let head =
            [&words.loss_finding, &words.loss_known, &words.loss_absent, &words.loss_unknown, &words.loss_unusable];
        let mut table = Table::new(head.map(|text| wording.say(text)));
        let count = |count: usize| Line::plain(if count > 0 { count.to_string() } else { String::new() });
        for (finding, loss) in &self.findings {
            let why = wording.list(loss.unusable.iter().map(|(question, count)| why(wording, question, *count)));
            table.row([
                Line::plain(wording.label(*finding)),
                count(loss.known),
                count(loss.absent),
                count(loss.unknown),
                Line::plain(why),
            ]);
        }
        let all = wording.knowledge.findings.len();
        let silent = words.losses_silent(wording.lang, all - self.findings.len(), all);
        let mut blocks = vec![
            Block::Heading(Level::Section, Line::plain(words.losses(wording.lang, self.records))),
            Block::Table(table),
            Block::Paragraph(Line::plain(silent)),
        ];
        if !self.not_asked.is_empty() {
            let mut often: Vec<(&String, &usize)> = self.not_asked.iter().collect();
            order::by(&mut often, |one, other| other.1.cmp(one.1));
            let named = often
                .into_iter()
                .map(|(name, count)| Line::plain(wording.pair(&wording.data(name), &count.to_string())));
            blocks.push(Block::Heading(Level::Part, Line::plain(wording.say(&words.losses_not_asked))));
            blocks.push(Block::List(named.collect()));
        }
        blocks
    }
}

/// Why so many statements could not be used.
fn why(wording: Wording, question: &Question, count: usize) -> String {
    let words = &wording.words().exchange;
    match question {
        Question::Near => words.why_near(wording.lang, count),
        Question::Specimen => words.why_specimen(wording.lang, count),
        Question::NoUnit(_) => words.why_no_unit(wording.lang, count),
        Question::Refused(_) => words.why_refused(wording.lang, count),
        Question::NotPlain(_) => words.why_not_plain(wording.lang, count),
        Question::Conflict(_) => words.why_conflict(wording.lang, count),
        Question::Over => words.why_over(wording.lang, count),
    }
}
