//! The data dictionary: a project that asks the checklist, in one language.

use super::field::{self, Part};
use crate::case::AnswerValue;
use crate::exchange::form::{Extent, Form, FormSection, LIMITS, Question};
use crate::json::number;
use crate::knowledge::{FindingId, Kind, Knowledge, Lang, Measure, OptionId};
use crate::say::Wording;
use crate::say::csv::row;

/// The columns of a data dictionary, in their order.
const COLUMNS: [&str; 18] = [
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
];

/// The instrument of the key findings, and that of the others.
const KEY: &str = "key_findings";
const FURTHER: &str = "further_findings";

/// So many options may be seen at once; more are behind a list.
const AT_ONCE: usize = 4;

/// A field of the project; what is empty stays empty in its row.
#[derive(Default)]
struct Field {
    name: String,
    form: &'static str,
    header: String,
    kind: &'static str,
    label: String,
    choices: String,
    note: String,
    validation: &'static str,
    limits: [String; 2],
    identifies: bool,
    shown_if: String,
    annotation: String,
}

/// The data dictionary as CSV.
pub fn dictionary(knowledge: &Knowledge, extent: Extent, lang: Lang) -> String {
    let writer = Writer { wording: Wording::new(knowledge, lang) };
    let form = Form::new(knowledge, extent);
    let key = form.sections.iter().map(|section| (KEY, section, &section.key));
    let further = form.sections.iter().map(|section| (FURTHER, section, &section.rest));
    let asked = key.chain(further).flat_map(|(form, section, questions)| writer.section(form, section, questions));
    let fields = writer.first().into_iter().chain(asked).map(Field::row);
    [COLUMNS.map(str::to_owned)].into_iter().chain(fields).map(row).collect()
}

impl Field {
    fn row(self) -> [String; 18] {
        let [least, most] = self.limits;
        let empty = String::new;
        [
            self.name,
            self.form.to_owned(),
            plain(&self.header),
            self.kind.to_owned(),
            plain(&self.label),
            self.choices,
            plain(&self.note),
            self.validation.to_owned(),
            least,
            most,
            if self.identifies { "y".to_owned() } else { empty() },
            self.shown_if,
            empty(),
            empty(),
            empty(),
            empty(),
            empty(),
            self.annotation,
        ]
    }
}

struct Writer<'k> {
    wording: Wording<'k>,
}

impl<'k> Writer<'k> {
    /// The name of the record, and the day that the findings are of.
    fn first(&self) -> [Field; 2] {
        let words = &self.wording.words().form;
        let text = |name: &str, label| Field {
            name: name.to_owned(),
            form: KEY,
            kind: "text",
            label: self.wording.say(label).to_owned(),
            ..Field::default()
        };
        let blank = self.wording.say(&words.blank).to_owned();
        [
            Field { note: blank, ..text(field::RECORD, &words.record) },
            // A day of care can tell who somebody is.
            Field { validation: "date_ymd", identifies: true, ..text(field::DATE, &words.date) },
        ]
    }

    /// The fields of a section; the first of them carries its name.
    fn section(&self, form: &'static str, section: &FormSection, questions: &[Question]) -> Vec<Field> {
        let of_pack = section.id.of(&self.wording.knowledge.sections);
        let mut fields: Vec<Field> = questions.iter().flat_map(|question| self.question(question)).collect();
        fields.iter_mut().for_each(|field| field.form = form);
        if let Some(first) = fields.first_mut() {
            first.header = self.wording.say(&of_pack.label).to_owned();
        }
        fields
    }

    fn question(&self, question: &Question) -> Vec<Field> {
        let (wording, id) = (self.wording, question.finding);
        let finding = wording.knowledge.finding(id);
        let value = Field {
            name: field::name(finding, Part::Value),
            label: wording.label(id).to_owned(),
            note: wording.form_note(id),
            annotation: self.codes(id),
            ..Field::default()
        };
        let mut fields = match &finding.kind {
            Kind::Sign(_) => vec![self.choice(id, value, &[AnswerValue::Present, AnswerValue::Absent])],
            Kind::Choice(options) => {
                let answers: Vec<_> = (0..options.len()).map(|at| AnswerValue::Option(OptionId::at(at))).collect();
                vec![self.choice(id, value, &answers)]
            }
            Kind::Quantity(measure) => self.quantity(id, measure, value),
        };
        let shown_if = self.shown_if(question);
        fields.iter_mut().for_each(|field| field.shown_if.clone_from(&shown_if));
        fields
    }

    fn choice(&self, id: FindingId, field: Field, answers: &[AnswerValue]) -> Field {
        let choices = self.answers(id, answers);
        let kind = if choices.len() <= AT_ONCE { "radio" } else { "dropdown" };
        Field { kind, choices: choices.join(" | "), ..field }
    }

    /// Answers with their codes, that nobody knows and that nobody can find out after them.
    fn answers(&self, id: FindingId, answers: &[AnswerValue]) -> Vec<String> {
        let finding = self.wording.knowledge.finding(id);
        let answers = answers.iter().chain(&[AnswerValue::Unknown, AnswerValue::Unobtainable]);
        answers.map(|answer| choice(field::code(finding, answer), &self.wording.form_answer(id, answer))).collect()
    }

    /// The number, its unit where there are several, and whether it is only a limit.
    fn quantity(&self, id: FindingId, measure: &'k Measure, value: Field) -> Vec<Field> {
        let (wording, finding) = (self.wording, self.wording.knowledge.finding(id));
        let words = &wording.words().form;
        let beside = |part, label| Field {
            name: field::name(finding, part),
            kind: "dropdown",
            label: wording.pair(wording.label(id), wording.say(label)),
            ..Field::default()
        };
        let limits = LIMITS.map(|comparator| {
            choice(field::comparator_code(comparator), &wording.sentence(wording.only_a_limit(comparator)))
        });
        let limits = limits.into_iter().chain(self.answers(id, &[])).collect::<Vec<_>>().join(" | ");
        let limit = Field { choices: limits, ..beside(Part::Limit, &words.limit) };
        let value = Field { kind: "text", validation: "number", limits: possible(measure), ..value };
        let units = measure.units.iter().map(|unit| choice(&field::unit_code(unit), wording.unit_name(unit)));
        let units: Vec<String> = units.collect();
        let usual = measure.unit_at(measure.usual_unit(wording.lang));
        if units.len() > 1 {
            let ids: Vec<&str> = measure.units.iter().map(|unit| unit.id.as_str()).collect();
            let annotation = format!("UCUM {} @DEFAULT='{}'", ids.join(" "), field::unit_code(usual));
            let unit = Field { choices: units.join(" | "), annotation, ..beside(Part::Unit, &words.unit) };
            return vec![value, unit, limit];
        }
        let unit = Some(wording.unit(usual)).filter(|unit| !unit.is_empty());
        let unit = unit.map(|unit| wording.pair(&wording.sentence(wording.say(&words.unit)), &unit));
        let note = unit.into_iter().chain([value.note.clone()]).filter(|text| !text.is_empty());
        let note = note.collect::<Vec<_>>().join("\n");
        vec![Field { note, ..value }, limit]
    }

    /// A field is shown unless an answer above denies whatever could be found there.
    fn shown_if(&self, question: &Question) -> String {
        let unless = question.moot_after.iter().map(|(by, answer)| {
            let finding = self.wording.knowledge.finding(*by);
            format!("[{}] <> '{}'", field::name(finding, Part::Value), field::code(finding, answer))
        });
        unless.collect::<Vec<_>>().join(" and ")
    }

    /// The codes of others that say no more and no less.
    fn codes(&self, id: FindingId) -> String {
        let codes = self.wording.knowledge.finding(id).codes.exact();
        codes.map(|(system, code)| format!("{system} {code}")).collect::<Vec<_>>().join("; ")
    }
}

/// The lowest and the highest number that is possible in any of the units.
fn possible(measure: &Measure) -> [String; 2] {
    let [low, high] = measure.possible;
    let ends = |end: f64| measure.units.iter().map(move |unit| unit.from_canonical(end));
    let (least, most) = (ends(low).fold(f64::INFINITY, f64::min), ends(high).fold(f64::NEG_INFINITY, f64::max));
    [least, most].map(|end| number(end).to_string())
}

fn choice(code: &str, label: &str) -> String {
    format!("{code}, {}", plain(label).replace('|', "/").replace('\n', " "))
}

/// Text that REDCap shows as it is: it takes `[name]` for another field and `<` before a letter for a tag.
fn plain(text: &str) -> String {
    text.replace('[', "(").replace(']', ")").replace('<', "< ").replace("<  ", "< ")
}
