//! The checklist as a Questionnaire, in one language: LHC-Forms, as many others, shows no translations.

use super::resource::{AnswerOption, EnableWhen, EnablingAnswer, Initial, Item, ItemKind, Meta, Questionnaire};
use super::{COMPARATOR, FORM, LIMIT};
use crate::case::AnswerValue;
use crate::exchange::fhir::datatype::{Coding, Concept, Extension, ExtensionValue, Quantity};
use crate::exchange::fhir::system::{ANSWER, FINDING, HPO, LOINC, UCUM};
use crate::exchange::form::{Extent, Form, FormSection, LIMITS, Question};
use crate::json::number;
use crate::knowledge::{FindingId, Kind, Knowledge, Lang, Measure, OptionId, Unit};
use crate::say::{Wording, harmless};

const PROFILE: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire";
const CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";
const ORIENTATION: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation";
const UNIT_OPTION: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
const MIN_QUANTITY: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-minQuantity";
const MAX_QUANTITY: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-maxQuantity";

/// So many options may be seen at once; more are behind a list.
const AT_ONCE: usize = 4;

/// The checklist as JSON text.
pub fn questionnaire(knowledge: &Knowledge, extent: Extent, lang: Lang) -> String {
    let writer = Writer { wording: Wording::new(knowledge, lang) };
    let json = serde_json::to_string_pretty(&writer.questionnaire(extent)).expect("it is written to memory");
    harmless(&json) + "\n"
}

struct Writer<'k> {
    wording: Wording<'k>,
}

impl<'k> Writer<'k> {
    fn questionnaire(&self, extent: Extent) -> Questionnaire<'k> {
        let (wording, knowledge) = (self.wording, self.wording.knowledge);
        let words = &wording.words().form;
        let lang = wording.lang;
        let parts: Vec<&str> = [knowledge.id.as_str(), lang.key()]
            .into_iter()
            .chain(match extent {
                Extent::Key => Some("key"),
                Extent::Whole => None,
            })
            .collect();
        let form = Form::new(knowledge, extent);
        Questionnaire {
            resource_type: "Questionnaire",
            id: parts.join("-").replace('_', "-"),
            meta: Meta { profile: [PROFILE] },
            language: lang.tag(),
            url: format!("{FORM}:{}", parts.join(":")),
            version: &knowledge.version,
            name: format!("Checklist_{}", parts.join("_").replace(|c: char| !c.is_ascii_alphanumeric(), "_")),
            title: words.title(lang, wording.say(&knowledge.title)),
            // It is what this version of the pack asks, and ready to be used.
            status: "active",
            subject_type: ["Patient"],
            description: wording.sentences([&knowledge.notice, &words.blank].map(|text| wording.say(text))),
            copyright: wording.say(&words.copyright),
            item: form.sections.iter().map(|section| self.section(section)).collect(),
        }
    }

    fn section(&self, section: &FormSection) -> Item {
        let wording = self.wording;
        let of_pack = section.id.of(&wording.knowledge.sections);
        let link = format!("section.{}", of_pack.id);
        let mut group = Item::new(ItemKind::Group, link.clone(), wording.say(&of_pack.label).to_owned());
        group.prefix = Some(of_pack.letter.clone()).filter(|letter| !letter.is_empty());
        group.item = section.key.iter().flat_map(|question| self.question(question)).collect();
        if !section.rest.is_empty() {
            let more = format!("{link}.more");
            let ask = wording.words().form.more(wording.lang, section.rest.len());
            group.item.push(Item::new(ItemKind::Boolean, more.clone(), ask.clone()));
            let mut rest = Item::new(ItemKind::Group, format!("{more}.group"), wording.say(&of_pack.label).to_owned());
            let answer = EnablingAnswer::Boolean(true);
            rest.enable_when = vec![EnableWhen { question: more, operator: "=", answer }];
            rest.item = section.rest.iter().flat_map(|question| self.question(question)).collect();
            group.item.push(rest);
        }
        group
    }

    /// A question with its help; of a number also whether it is only a limit. That is a question of its own, since what stands
    /// below a question is lost where the question is left open.
    fn question(&self, question: &Question) -> Vec<Item> {
        let (wording, id) = (self.wording, question.finding);
        let finding = wording.knowledge.finding(id);
        let (link, text) = (finding.id.to_string(), wording.label(id).to_owned());
        let mut item = match &finding.kind {
            Kind::Sign(_) => {
                let answers = [AnswerValue::Present, AnswerValue::Absent];
                self.choice(id, link, text, &answers)
            }
            Kind::Choice(options) => {
                let answers: Vec<_> = (0..options.len()).map(|at| AnswerValue::Option(OptionId::at(at))).collect();
                self.choice(id, link, text, &answers)
            }
            Kind::Quantity(measure) => self.quantity(measure, link, text),
        };
        item.code = self.codes(id);
        item.item.extend(self.help(id));
        let limit = finding.measure().map(|_| self.limit(id));
        let mut items: Vec<Item> = [item].into_iter().chain(limit).collect();
        items.iter_mut().for_each(|item| self.enable(item, question));
        items
    }

    /// A choice among answers, that nobody knows and that nobody can find out among them.
    fn choice(&self, id: FindingId, link: String, text: String, answers: &[AnswerValue]) -> Item {
        let mut item = Item::new(ItemKind::Choice, link, text);
        let answers = answers.iter().chain(&[AnswerValue::Unknown, AnswerValue::Unobtainable]);
        let option = |answer| AnswerOption { value_coding: self.answer(id, answer) };
        item.answer_option = answers.map(option).collect();
        item.extension = match item.answer_option.len() <= AT_ONCE {
            true => {
                vec![control("radio-button"), Extension { url: ORIENTATION, value: ExtensionValue::Code("horizontal") }]
            }
            false => vec![control("drop-down")],
        };
        item
    }

    /// An answer that is a word, or an option.
    fn answer(&self, id: FindingId, answer: &AnswerValue) -> Coding {
        let finding = self.wording.knowledge.finding(id);
        let system = match answer {
            AnswerValue::Option(_) => format!("{FINDING}:{}", finding.id),
            _ => ANSWER.to_owned(),
        };
        let display = self.wording.form_answer(id, answer);
        Coding::shown(system, answer.word(finding).unwrap_or_default(), &display)
    }

    fn quantity(&self, measure: &'k Measure, link: String, text: String) -> Item {
        let shows = |unit: &Unit| !self.wording.unit(unit).is_empty();
        let [low, high] = measure.possible;
        let canonical = measure.canonical_unit();
        match measure.units.iter().any(shows) {
            true => {
                let mut item = Item::new(ItemKind::Quantity, link, text);
                let usual = measure.unit_at(measure.usual_unit(self.wording.lang));
                let others = measure.units.iter().filter(|unit| unit.id != usual.id);
                item.extension = [usual].into_iter().chain(others).map(|unit| self.unit_option(unit)).collect();
                let limit = |url, value: f64| Extension {
                    url,
                    value: ExtensionValue::Quantity(self.amount(Some(value), canonical)),
                };
                item.extension.extend([limit(MIN_QUANTITY, low), limit(MAX_QUANTITY, high)]);
                item.initial = vec![Initial { value_quantity: self.amount(None, usual) }];
                item
            }
            false => {
                let mut item = Item::new(ItemKind::Decimal, link, text);
                let limit = |url, value: f64| Extension { url, value: ExtensionValue::Decimal(number(value)) };
                item.extension = vec![limit(MIN_VALUE, low), limit(MAX_VALUE, high)];
                item
            }
        }
    }

    /// Whether the number is only a limit, or there is none.
    fn limit(&self, id: FindingId) -> Item {
        let link = format!("{}{LIMIT}", self.wording.knowledge.finding(id).id);
        let ask = self.wording.say(&self.wording.words().form.limit);
        let mut item = self.choice(id, link, self.wording.pair(self.wording.label(id), ask), &[]);
        let limits = LIMITS.map(|comparator| AnswerOption {
            value_coding: Coding::shown(
                COMPARATOR,
                comparator.symbol(),
                &self.wording.sentence(self.wording.only_a_limit(comparator)),
            ),
        });
        item.answer_option.splice(0..0, limits);
        item.extension = vec![control("drop-down")];
        item
    }

    fn unit_option(&self, unit: &'k Unit) -> Extension {
        let coding = Coding::shown(UCUM, unit.id.as_str(), self.wording.unit_name(unit));
        Extension { url: UNIT_OPTION, value: ExtensionValue::Coding(coding) }
    }

    fn amount(&self, value: Option<f64>, unit: &'k Unit) -> Quantity {
        Quantity {
            value: value.map(number),
            comparator: None,
            unit: Some(self.wording.unit_name(unit).to_owned()),
            system: UCUM,
            code: unit.id.clone(),
        }
    }

    /// The finding itself, and the codes of others that say no more and no less.
    fn codes(&self, id: FindingId) -> Vec<Coding> {
        let finding = self.wording.knowledge.finding(id);
        let own = Coding::shown(FINDING, &*finding.id, self.wording.label(id));
        let of_others = finding.codes.exact();
        let of_others = of_others.map(|(system, code)| Coding::new(if system == "HPO" { HPO } else { LOINC }, code));
        [own].into_iter().chain(of_others).collect()
    }

    /// A question is put unless the first that could deny it does. FHIR joins conditions by one word, and systems differ in
    /// what "is not" says of a question without an answer, so that only one can be said plainly.
    fn enable(&self, item: &mut Item, question: &Question) {
        let Some((by, answer)) = question.moot_after.first() else { return };
        let other = self.wording.knowledge.finding(*by).id.to_string();
        item.enable_when = vec![
            EnableWhen { question: other.clone(), operator: "exists", answer: EnablingAnswer::Boolean(false) },
            EnableWhen { question: other, operator: "!=", answer: EnablingAnswer::Coding(self.answer(*by, answer)) },
        ];
        item.enable_behavior = Some("any");
    }

    fn help(&self, id: FindingId) -> Option<Item> {
        let (wording, finding) = (self.wording, self.wording.knowledge.finding(id));
        let help = wording.form_help(id);
        let mut item = Item::new(ItemKind::Display, format!("{}.help", finding.id), help);
        item.extension = vec![control("help")];
        (!item.text.is_empty()).then_some(item)
    }
}

fn control(code: &str) -> Extension {
    let coding = Coding::new(CONTROLS, code);
    Extension { url: CONTROL, value: ExtensionValue::Concept(Concept { coding: vec![coding], text: None }) }
}
