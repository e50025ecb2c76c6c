//! A second evaluator, deliberately naive: it works straight from the JSON text of a pack and of a case, remembers
//! nothing, and shares no code with the program. Slow, and plain enough to be checked by reading.
//!
//! A truth is `Some(true)`, `Some(false)` or `None` (unknown): strong Kleene logic.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

pub type Truth = Option<bool>;

/// The findings and criteria sets of a pack as they are written.
#[derive(Clone, Default)]
pub struct Pack {
    pub findings: BTreeMap<String, Value>,
    pub sets: BTreeMap<String, Value>,
}

impl Pack {
    /// The built-in pack, from the files in `rules/`.
    pub fn built_in() -> Pack {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let files = |folder: &str| {
            let entries = fs::read_dir(rules.join(folder)).unwrap();
            entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect::<Vec<String>>()
        };
        let mut pack = Pack::default();
        files("findings").iter().for_each(|text| pack.add_findings(text));
        files("criteria").iter().for_each(|text| pack.add_set(text));
        pack
    }

    pub fn add_findings(&mut self, text: &str) {
        let file: Value = serde_json::from_str(text).unwrap();
        for finding in file["findings"].as_array().unwrap() {
            self.findings.insert(word(&finding["id"]).to_owned(), finding.clone());
        }
    }

    pub fn add_set(&mut self, text: &str) {
        let set: Value = serde_json::from_str(text).unwrap();
        self.sets.insert(word(&set["id"]).to_owned(), set);
    }

    pub fn criterion_ids(&self, set: &str) -> Vec<String> {
        self.sets[set]["criteria"].as_array().unwrap().iter().map(|one| word(&one["id"]).to_owned()).collect()
    }

    pub fn conclusion_ids(&self, set: &str) -> Vec<String> {
        self.sets[set]["conclusions"].as_array().unwrap().iter().map(|one| word(&one["id"]).to_owned()).collect()
    }

    pub fn criterion_rule(&self, set: &str, criterion: &str) -> &Value {
        &named(&self.sets[set]["criteria"], criterion)["when"]
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn named<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()
}

/// The answers of a case, finding by finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(pub BTreeMap<String, Value>);

impl Answers {
    /// Age and sex stand at the top of a case, the others under `findings`.
    pub fn of(case: &Value) -> Answers {
        let mut answers: BTreeMap<String, Value> = BTreeMap::new();
        for (id, answer) in case["findings"].as_object().into_iter().flatten() {
            answers.insert(id.clone(), answer.clone());
        }
        for top in ["age", "sex"] {
            if let Some(answer) = case.get(top) {
                answers.insert(top.to_owned(), answer.clone());
            }
        }
        Answers(answers)
    }

    pub fn only<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Answers {
        Answers(ids.into_iter().map(|id| (id.to_owned(), self.0[id].clone())).collect())
    }

    /// The answer as a word (`present`, an option ..), if it is one and says something.
    fn said(&self, id: &str) -> Option<&str> {
        let answer = self.0.get(id)?;
        let said = answer.as_str().or_else(|| answer.get("answer")?.as_str())?;
        (said != "unknown" && said != "unobtainable").then_some(said)
    }
}

impl Answers {
    /// Whether the clinician has a better cause for it.
    fn is_explained(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|answer| answer.get("explained").is_some())
    }
}

pub fn not(truth: Truth) -> Truth {
    truth.map(|holds| !holds)
}

/// True once `k` are true, false once more than `n - k` are false.
pub fn at_least(k: usize, truths: &[Truth]) -> Truth {
    let holding = truths.iter().filter(|truth| **truth == Some(true)).count();
    let failing = truths.iter().filter(|truth| **truth == Some(false)).count();
    if holding >= k {
        Some(true)
    } else if failing > truths.len() - k {
        Some(false)
    } else {
        None
    }
}

pub fn all(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

pub fn any(truths: &[Truth]) -> Truth {
    not(all(&truths.iter().map(|truth| not(*truth)).collect::<Vec<_>>()))
}

/// How answers disagree about a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    SaidAbsent,
    SaidPresent,
    BothInferred,
    OtherSex,
}

/// A case seen through a pack.
#[derive(Clone, Copy)]
pub struct Naive<'n> {
    pub pack: &'n Pack,
    pub answers: &'n Answers,
}

impl Naive<'_> {
    /// An explicit answer wins over an inferred one; present wins where both rules hold. What has a better cause is
    /// absent, and so is what the other sex alone can have.
    pub fn sign(&self, id: &str) -> Truth {
        match self.answers.said(id) {
            Some("present") if self.answers.is_explained(id) => Some(false),
            _ if self.is_of_other_sex(id) => Some(false),
            Some("present") => Some(true),
            Some("absent") => Some(false),
            _ if self.inference(id, "present_when") == Some(true) => Some(true),
            _ if self.inference(id, "absent_when") == Some(true) => Some(false),
            _ => None,
        }
    }

    fn is_of_other_sex(&self, id: &str) -> bool {
        match (self.pack.findings[id].get("only_in"), self.answers.said("sex")) {
            (Some(only_in), Some(sex)) => only_in != sex,
            _ => false,
        }
    }

    fn inference(&self, id: &str, field: &str) -> Truth {
        self.rule(self.pack.findings[id].get(field)?)
    }

    /// What the other answers say of a sign that has no answer of its own.
    pub fn inferred(&self, id: &str) -> Truth {
        if self.counts(id) || self.is_of_other_sex(id) { None } else { self.sign(id) }
    }

    /// Whether the finding has an answer of its own that counts.
    pub fn counts(&self, id: &str) -> bool {
        match self.answers.said(id) {
            None => false,
            Some("absent") => true,
            Some(_) => self.answers.is_explained(id) || !self.is_of_other_sex(id),
        }
    }

    pub fn conflict(&self, id: &str) -> Option<Disagreement> {
        let answer = self.answers.said(id);
        if self.is_of_other_sex(id) && answer.is_some() && answer != Some("absent") {
            return Some(Disagreement::OtherSex);
        }
        let present = self.inference(id, "present_when") == Some(true);
        let absent = self.inference(id, "absent_when") == Some(true);
        match (present, absent, answer) {
            (true, true, _) => Some(Disagreement::BothInferred),
            (true, false, Some("absent")) => Some(Disagreement::SaidAbsent),
            (false, true, Some("present")) => Some(Disagreement::SaidPresent),
            _ => None,
        }
    }

    pub fn conflicts(&self) -> BTreeMap<String, Disagreement> {
        self.pack.findings.keys().filter_map(|id| Some((id.clone(), self.conflict(id)?))).collect()
    }

    /// A rule over findings and other sets' conclusions.
    pub fn rule(&self, rule: &Value) -> Truth {
        let parts =
            |list: &Value| -> Vec<Truth> { list.as_array().unwrap().iter().map(|part| self.rule(part)).collect() };
        if let Some(id) = rule.as_str() {
            self.sign(id)
        } else if let Some(list) = rule.get("all") {
            all(&parts(list))
        } else if let Some(list) = rule.get("any") {
            any(&parts(list))
        } else if let Some(part) = rule.get("not") {
            not(self.rule(part))
        } else if let Some(k) = rule.get("at_least") {
            at_least(k.as_u64().unwrap() as usize, &parts(&rule["of"]))
        } else if let Some(id) = rule.get("choice") {
            self.answers.said(word(id)).map(|said| rule["is"].as_array().unwrap().iter().any(|option| option == said))
        } else if let Some(id) = rule.get("value") {
            self.quantity(word(id), rule)
        } else {
            self.conclusion(word(&rule["set"]), word(&rule["conclusion"]))
        }
    }

    fn quantity(&self, id: &str, rule: &Value) -> Truth {
        let answer = self.answers.0.get(id)?;
        // Age may stand as a bare number of years.
        let value = answer.as_f64().or_else(|| answer.get("value")?.as_f64())?;
        let comparator = answer.get("comparator").and_then(Value::as_str);
        let finding = &self.pack.findings[id];
        let unit = answer.get("unit").map_or(finding["unit"].as_str().unwrap(), word);
        let side = ["above", "from", "below", "up_to"].into_iter().find(|side| rule.get(side).is_some()).unwrap();
        // The laboratory's own limit: beyond it is strictly beyond, at it is within.
        let end = match (rule.get("end"), side) {
            (Some(end), _) => word(end),
            (None, "above" | "up_to") => "high",
            (None, _) => "low",
        };
        let own = answer.get("reference").and_then(|reference| reference.get(end)?.as_f64()).map(|own| {
            let upwards = side == "above" || side == "from";
            let side = match (end, upwards) {
                ("high", true) => "above",
                ("high", false) => "up_to",
                (_, true) => "from",
                (_, false) => "below",
            };
            lies(value, comparator, side, own)
        });
        if rule[side] == "laboratory" {
            return own.flatten();
        }
        // The limit that the source prints for this very unit, else the other one, converted.
        let printed = match rule.get("in").and_then(|in_units| in_units.get(unit)) {
            Some(limit) => self.by_sex(limit, &|limit| lies(value, comparator, side, limit)),
            None => {
                let value = canonical(finding, value, unit);
                let against = |limit| lies(value, comparator, side, canonical(finding, limit, word(&rule["unit"])));
                self.by_sex(&rule[side], &against)
            }
        };
        match (own, rule.get("laboratory").map(word)) {
            (Some(own), Some("first")) => own,
            (Some(own), Some("also")) => all(&[own, printed]),
            _ => printed,
        }
    }

    /// While the sex is unknown, the answer is the one that the limits of both agree on.
    fn by_sex(&self, limit: &Value, against: &dyn Fn(f64) -> Truth) -> Truth {
        let against = |limit: &Value| against(limit.as_f64().unwrap());
        match self.answers.said("sex") {
            _ if limit.is_number() => against(limit),
            Some(sex) => against(&limit[sex]),
            None if against(&limit["male"]) == against(&limit["female"]) => against(&limit["male"]),
            None => None,
        }
    }

    pub fn criterion(&self, set: &str, criterion: &str) -> Truth {
        self.rule(self.pack.criterion_rule(set, criterion))
    }

    pub fn conclusion(&self, set: &str, conclusion: &str) -> Truth {
        conclusion_over(self.pack, set, conclusion, &|criterion| self.criterion(set, criterion))
    }

    /// The findings that could still decide an undetermined rule: its undetermined leaves under undetermined nodes.
    pub fn open_leaves<'r>(&self, rule: &'r Value, found: &mut Vec<&'r Value>) {
        if self.rule(rule).is_some() {
            return;
        }
        let inner = ["all", "any", "of"].into_iter().find_map(|key| rule.get(key)?.as_array());
        if let Some(parts) = inner {
            parts.iter().for_each(|part| self.open_leaves(part, found));
        } else if let Some(part) = rule.get("not") {
            self.open_leaves(part, found);
        } else if !found.contains(&rule) {
            found.push(rule);
        }
    }

    /// How a quantity lies in the laboratory's own range, or else in the usual one.
    pub fn flag(&self, id: &str) -> Option<&'static str> {
        let answer = self.answers.0.get(id)?;
        let value = answer.as_f64().or_else(|| answer.get("value")?.as_f64())?;
        let comparator = answer.get("comparator").and_then(Value::as_str);
        let finding = &self.pack.findings[id];
        let place = |value: f64, low: Option<f64>, high: Option<f64>| {
            let below = low.map_or(Some(false), |low| lies(value, comparator, "below", low));
            let above = high.map_or(Some(false), |high| lies(value, comparator, "above", high));
            match (below, above) {
                (Some(true), _) => Some("low"),
                (_, Some(true)) => Some("high"),
                (Some(false), Some(false)) => Some("normal"),
                _ => None,
            }
        };
        if let Some(own) = answer.get("reference") {
            let end = |end: &str| own.get(end).and_then(Value::as_f64);
            return place(value, end("low"), end("high"));
        }
        let unit = answer.get("unit").map_or(finding["unit"].as_str().unwrap(), word);
        let value = canonical(finding, value, unit);
        let within = |range: &Value| place(value, range[0].as_f64(), range[1].as_f64());
        let normal = finding.get("normal")?;
        match (normal.is_array(), self.answers.said("sex")) {
            (true, _) => within(normal),
            (false, Some(sex)) => within(&normal[sex]),
            (false, None) if within(&normal["male"]) == within(&normal["female"]) => within(&normal["male"]),
            (false, None) => None,
        }
    }
}

/// A conclusion, given the truth of each criterion of its set.
pub fn conclusion_over(pack: &Pack, set: &str, conclusion: &str, criterion: &dyn Fn(&str) -> Truth) -> Truth {
    let set = &pack.sets[set];
    tally(set, &named(&set["conclusions"], conclusion)["when"], criterion)
}

fn tally(set: &Value, rule: &Value, criterion: &dyn Fn(&str) -> Truth) -> Truth {
    let parts = |list: &Value| -> Vec<Truth> {
        list.as_array().unwrap().iter().map(|part| tally(set, part, criterion)).collect()
    };
    let role = |role: &Value| -> Vec<Truth> {
        let criteria = set["criteria"].as_array().unwrap().iter().filter(|one| one["role"] == *role);
        criteria.map(|one| criterion(word(&one["id"]))).collect()
    };
    if let Some(list) = rule.get("all") {
        all(&parts(list))
    } else if let Some(list) = rule.get("any") {
        any(&parts(list))
    } else if let Some(part) = rule.get("not") {
        not(tally(set, part, criterion))
    } else if let Some(id) = rule.get("criterion") {
        criterion(word(id))
    } else if let Some(name) = rule.get("every") {
        all(&role(name))
    } else if let Some(name) = rule.get("any_of") {
        any(&role(name))
    } else {
        let of = &rule["of"];
        let counted = if of.is_array() { parts(of) } else { role(of) };
        at_least(rule["at_least"].as_u64().unwrap() as usize, &counted)
    }
}

/// Whether every value that was reported is on that side of the limit, none is, or some are. Only the order of the
/// value, the limit and what lies beside and between them matters, so these few numbers stand for all.
fn lies(value: f64, comparator: Option<&str>, side: &str, limit: f64) -> Truth {
    let numbers = [value - 1.0, value, value + 1.0, limit - 1.0, limit, limit + 1.0, (value + limit) / 2.0];
    let reported = |number: &f64| match comparator {
        None => *number == value,
        Some("<") => *number < value,
        Some("<=") => *number <= value,
        Some(">") => *number > value,
        Some(">=") => *number >= value,
        Some(other) => panic!("{other} is no comparator"),
    };
    let on_that_side = |number: f64| match side {
        "above" => number > limit,
        "from" => number >= limit,
        "below" => number < limit,
        "up_to" => number <= limit,
        other => panic!("{other} is no side"),
    };
    let sides: BTreeSet<bool> = numbers.into_iter().filter(reported).map(on_that_side).collect();
    if sides.len() == 1 { sides.into_iter().next() } else { None }
}

/// A value in the canonical unit, to 12 significant digits.
pub fn canonical(finding: &Value, value: f64, unit: &str) -> f64 {
    if finding["unit"] == unit {
        return to_12_digits(value);
    }
    let units = finding["units"].as_array().unwrap();
    let unit = units.iter().find(|one| one["unit"] == unit).unwrap();
    to_12_digits(unit["factor"].as_f64().unwrap() * value + unit.get("offset").and_then(Value::as_f64).unwrap_or(0.0))
}

fn to_12_digits(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap()
}
