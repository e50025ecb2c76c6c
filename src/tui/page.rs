//! Long texts: what is to be known of a finding, every key, what a file holds that is not understood.

use super::action::{self, Context, TABLE};
use super::block::{Ink, Inked};
use super::model::{Model, Page, Question};
use super::say::{self, Words};
use super::{fit, leaf, rows, update};
use crate::case::AnswerValue;
use crate::knowledge::files::Codes;
use crate::knowledge::{FindingId, Kind, Measure, Text};
use crate::say::{self as said, Wording};
use crate::teach::lesson::Pages;

/// The title of a page.
pub fn title(model: &Model, page: &Page) -> String {
    let words = Words::of(model);
    match page {
        Page::Help => words.text(&words.interface.terminal.help_title).to_owned(),
        Page::About(finding) => words.label(*finding).to_owned(),
        Page::Leaf => leaf::current(model).map_or_else(String::new, |line| line.text),
        Page::Warnings => words.text(&words.interface.report.warnings).to_owned(),
        Page::Hint(_) => words.text(&words.interface.action.hint.help).to_owned(),
    }
}

/// The lines of a page.
pub fn lines(model: &Model, page: &Page, columns: usize) -> Vec<Inked> {
    match page {
        Page::Help => help(model, columns),
        Page::About(finding) => spaced(about(model, *finding, columns)),
        Page::Leaf => leaf::current(model).map_or_else(Vec::new, |line| spaced(leaf::lines(model, &line, columns))),
        Page::Warnings => warnings(model, columns),
        Page::Hint(at) => hint(model, *at, columns),
    }
}

/// A free line before each named paragraph.
fn spaced(lines: Vec<Inked>) -> Vec<Inked> {
    let starts = |line: &Inked| line.len() > 1 && line[0].1 == Ink::Title;
    let mut out: Vec<Inked> = Vec::new();
    for line in lines {
        if starts(&line) && !out.is_empty() {
            out.push(Vec::new());
        }
        out.push(line);
    }
    out
}

/// The question that waits for an answer, where it needs more than a line.
pub fn question(model: &Model, question: &Question, columns: usize) -> Option<Vec<Inked>> {
    let Question::MarkRest(findings) = question else { return None };
    let words = Words::of(model);
    let mut paper = Paper::new(words, columns);
    paper.text(words.text(&words.interface.terminal.mark_rest_list), Ink::Title);
    for finding in findings {
        paper.hanging("  - ", words.label(*finding), Ink::Plain);
    }
    Some(paper.lines)
}

/// Wrapped paragraphs.
pub struct Paper<'m> {
    words: Words<'m>,
    columns: usize,
    pub lines: Vec<Inked>,
}

impl<'m> Paper<'m> {
    pub fn new(words: Words<'m>, columns: usize) -> Paper<'m> {
        Paper { words, columns, lines: Vec::new() }
    }

    pub fn text(&mut self, text: &str, ink: Ink) {
        self.lines.extend(fit::wrap(text, self.columns).into_iter().map(|line| vec![(line, ink)]));
    }

    pub fn hanging(&mut self, lead: &str, text: &str, ink: Ink) {
        let indent = fit::width(lead);
        for (at, line) in fit::wrap(text, self.columns.saturating_sub(indent)).into_iter().enumerate() {
            let lead = if at == 0 { lead.to_owned() } else { " ".repeat(indent) };
            self.lines.push(vec![(lead, ink), (line, Ink::Plain)]);
        }
    }

    /// `name: text`, with the name set off.
    pub fn named(&mut self, name: &Text, text: &str) {
        let name = self.words.after(self.words.text(name), "");
        let whole = format!("{name}{text}");
        for (at, line) in fit::wrap(&whole, self.columns).into_iter().enumerate() {
            match line.strip_prefix(name.trim_end()).filter(|_| at == 0) {
                Some(rest) => {
                    self.lines.push(vec![(name.trim_end().to_owned(), Ink::Title), (rest.to_owned(), Ink::Plain)])
                }
                None => self.lines.push(vec![(line, Ink::Plain)]),
            }
        }
    }
}

/// What is to be known of a finding: what counts first.
pub fn about(model: &Model, id: FindingId, columns: usize) -> Vec<Inked> {
    let words = Words::of(model);
    let terminal = &words.interface.terminal;
    let finding = words.knowledge.finding(id);
    let mut paper = Paper::new(words, columns);
    standing(model, id, &mut paper);
    if let Some(help) = &finding.help {
        paper.named(&terminal.counts, words.text(&help.counts));
        let rest = [
            (&terminal.does_not_count, &help.does_not_count),
            (&terminal.found_by, &help.found_by),
            (&terminal.trap, &help.trap),
        ];
        for (name, text) in rest {
            if let Some(text) = text {
                paper.named(name, words.text(text));
            }
        }
    }
    if let Some(note) = &finding.note {
        paper.named(&words.interface.report.note, words.text(note));
    }
    if let Kind::Quantity(measure) = &finding.kind {
        ranges(&mut paper, measure);
    }
    if let Some(help) = &finding.help {
        for citation in words.citations(&help.sources) {
            paper.named(&terminal.source, &citation);
        }
    }
    codes(&mut paper, &finding.codes);
    if matches!(&finding.kind, Kind::Quantity(measure) if measure.normal.is_some()) {
        paper.text(words.text(&words.knowledge.ranges), Ink::Plain);
    }
    paper.lines
}

/// What this case says of the finding beyond its mark: an inference, a conflict, a note.
fn standing(model: &Model, id: FindingId, paper: &mut Paper) {
    let Some(chart) = &model.chart else { return };
    let words = paper.words;
    let terminal = &words.interface.terminal;
    for conflict in chart.assessment.conflicts.iter().filter(|conflict| conflict.finding == id) {
        paper.text(&words.conflict(conflict), Ink::Alert);
    }
    if let Some(inferred) = rows::inferred(&chart.assessment, id) {
        let answer = &words.interface.answer;
        let value = words.text(if inferred.present { &answer.present } else { &answer.absent });
        let from: Vec<String> = inferred.because.iter().map(|from| words.answered(chart, *from)).collect();
        let text = terminal.inferred_from.fill(words.lang, &[("value", value), ("from", &words.list(from))]);
        paper.text(&text, Ink::Title);
    }
    let Some(answer) = chart.case.answer(id) else { return };
    if let (AnswerValue::Quantity(quantity), Some(measure)) = (&answer.value, words.knowledge.finding(id).measure()) {
        if quantity.unit != 0 {
            let canonical = say::figure(quantity.canonical(measure));
            let canonical = format!("{}{canonical}", quantity.comparator.map_or("", |comparator| comparator.symbol()));
            paper.named(&words.interface.report.canonical, &measure.canonical_unit().with(&canonical, words.lang));
        }
        if let Some(reference) = quantity.reference {
            let range = measure.units[quantity.unit].with(&say::range(reference), words.lang);
            paper.text(&words.interface.report.own_range.fill(words.lang, &[("range", &range)]), Ink::Plain);
        }
    }
    if let Some(cause) = &answer.explained {
        paper.text(&words.explained(cause), Ink::Title);
    }
    if let Some(asked) = words.asked(chart, id) {
        paper.text(&asked, Ink::Alert);
    }
    if let Some(note) = &answer.note {
        paper.named(&terminal.your_note, note);
    }
    if let Some(date) = &answer.date {
        paper.named(&words.interface.report.date, &date.to_string());
    }
}

fn ranges(paper: &mut Paper, measure: &Measure) {
    let words = paper.words;
    let terminal = &words.interface.terminal;
    if let Some(range) = words.usual_range(measure, 0) {
        paper.named(&terminal.usual_range, &range);
    }
    let [low, high] = measure.possible.map(say::figure);
    paper.named(&terminal.possible_range, &measure.canonical_unit().with(&words.span(&low, &high), words.lang));
    let canonical = measure.canonical_unit();
    let others = measure.units.iter().skip(1).map(|unit| {
        let value = |value: f64, unit: &crate::knowledge::Unit| unit.with(&say::figure(value), words.lang);
        match unit.offset == 0.0 {
            true => format!("{} = {}", value(1.0, unit), value(unit.canonical(1.0), canonical)),
            false => unit.shown(words.lang).to_owned(),
        }
    });
    let others: Vec<String> = others.collect();
    if !others.is_empty() {
        paper.named(&terminal.other_units, &words.list(others));
    }
}

fn codes(paper: &mut Paper, codes: &Codes) {
    let loinc = codes.loinc.as_ref().map(|code| format!("LOINC {code}"));
    let known: Vec<String> = codes.hpo.clone().into_iter().chain(loinc).collect();
    if !known.is_empty() {
        let name = &paper.words.interface.terminal.codes;
        paper.named(name, &paper.words.list(known));
    }
}

/// Every key: the ones that work here first, then the others.
fn help(model: &Model, columns: usize) -> Vec<Inked> {
    let words = Words::of(model);
    let terminal = &words.interface.terminal;
    let mut paper = Paper::new(words, columns);
    paper.text(words.text(&terminal.help_marks), Ink::Plain);
    let mut contexts = Context::ALL.to_vec();
    let here = match (model.screen, &model.chart) {
        (super::model::Screen::Study, _) => Context::Study,
        (super::model::Screen::Case, Some(chart)) if chart.pane == super::model::Pane::Result => Context::Outline,
        (super::model::Screen::Case, Some(_)) => Context::List,
        _ => Context::Home,
    };
    contexts.sort_by_key(|context| *context != here);
    let mut told = Vec::new();
    for context in contexts {
        let bindings = TABLE.iter().filter(|binding| binding.contexts.contains(&context));
        let fresh: Vec<_> = bindings.filter(|binding| !told.contains(&binding.action)).collect();
        if fresh.is_empty() {
            continue;
        }
        paper.text("", Ink::Plain);
        paper.text(words.text(context_name(context, &words)), Ink::Title);
        for binding in fresh {
            told.push(binding.action);
            let keys: Vec<String> =
                binding.keys.iter().map(|key| action::key_name(*key, words.interface, words.lang)).collect();
            let lead = fit::pad(&format!("  {}", keys.join(" ")), KEY_COLUMNS);
            paper.hanging(&lead, words.text(&binding.action.text(words.interface).help), Ink::Title);
        }
    }
    paper.lines
}

/// The columns that keys take in the help.
const KEY_COLUMNS: usize = 20;

fn context_name<'m>(context: Context, words: &Words<'m>) -> &'m Text {
    let terminal = &words.interface.terminal;
    match context {
        Context::Home => &terminal.context_home,
        Context::List => &terminal.context_list,
        Context::Matches => &terminal.context_matches,
        Context::Outline => &terminal.context_outline,
        Context::Story => &words.interface.study.context_story,
        Context::Study => &words.interface.study.title,
        Context::Page => &terminal.context_page,
        Context::Goto => &terminal.context_goto,
        Context::Quantity => &terminal.context_quantity,
        Context::Options => &terminal.context_options,
        Context::Prompt => &terminal.context_prompt,
        Context::Confirm => &terminal.context_confirm,
        Context::ChangedUnderneath => &terminal.context_changed,
    }
}

/// A hint for the question of a lesson; after the last one the answer.
fn hint(model: &Model, at: usize, columns: usize) -> Vec<Inked> {
    let words = Words::of(model);
    let mut paper = Paper::new(words, columns);
    if let (Some((lesson, exercise, finding)), Some(study)) = (update::hinted(model), &model.study) {
        let wording = Wording::new(model.knowledge, model.lang);
        let pages = Pages::new(wording, &study.lessons[lesson], &study.cases);
        for line in said::lines(&[pages.hint(at, &exercise, finding)], columns.max(1)) {
            let text: String = line.0.iter().map(|span| span.text.as_str()).collect();
            paper.text(&text, Ink::Plain);
        }
    }
    paper.lines
}

fn warnings(model: &Model, columns: usize) -> Vec<Inked> {
    let words = Words::of(model);
    let mut paper = Paper::new(words, columns);
    let wording = Wording::new(model.knowledge, model.lang);
    let warnings = model.chart.iter().flat_map(|chart| wording.warnings(&chart.warnings));
    warnings.for_each(|warning| paper.hanging("- ", &warning, Ink::Plain));
    if paper.lines.is_empty() {
        paper.text(words.text(&words.interface.report.none), Ink::Plain);
    }
    paper.lines
}
