//! Random small packs with random cases over them, as proptest strategies that shrink.

use std::borrow::Cow;
use std::fmt;

use poems::knowledge::{self, Knowledge, Layer, PackText};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use super::naive::Pack;

/// A vocabulary of two choices, two quantities, base signs and signs inferred from what stands before them, with
/// two or three criteria sets, of which each may name the conclusions of those before it.
#[derive(Clone)]
pub struct Plan {
    pub findings: Vec<Value>,
    pub sets: Vec<Value>,
}

pub const BASE_SIGNS: [&str; 4] = ["s0", "s1", "s2", "s3"];
const DERIVED_SIGNS: [&str; 3] = ["d0", "d1", "d2"];
const ROLES: [&str; 3] = ["mandatory", "major", "minor"];
/// Limits in the canonical unit, and values below, at, between and above them.
const LIMITS: [f64; 3] = [2.0, 5.0, 10.0];
pub const VALUES: [f64; 7] = [1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 20.0];

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.findings.iter().chain(&self.sets).try_for_each(|entry| write!(f, "\n{entry}"))
    }
}

impl Plan {
    pub fn knowledge(&self) -> Knowledge {
        crate::support::load(vec![self.layer()])
    }

    pub fn layer(&self) -> Layer {
        let interface = knowledge::embedded().files.into_iter().find(|file| file.path == "interface.json").unwrap();
        let mut files = vec![interface, file("pack.json", &head()), file("findings/one.json", &self.vocabulary())];
        files.extend(self.sets.iter().map(|set| file(&format!("criteria/{}.json", set["id"].as_str().unwrap()), set)));
        Layer { files }
    }

    pub fn naive(&self) -> Pack {
        let mut pack = Pack::default();
        pack.add_findings(&self.vocabulary().to_string());
        self.sets.iter().for_each(|set| pack.add_set(&set.to_string()));
        pack
    }

    fn vocabulary(&self) -> Value {
        json!({"section": "one", "findings": self.findings})
    }
}

/// A file of a pack from JSON.
pub fn file(path: &str, value: &Value) -> PackText {
    PackText { path: path.to_owned(), file: path.to_owned(), text: Cow::Owned(value.to_string()) }
}

pub fn text(words: &str) -> Value {
    json!({"en": words, "zh": words})
}

/// A head with one section, three roles and one disease.
pub fn head() -> Value {
    let named = |id: &str| json!({"id": id, "label": text(id)});
    json!({
        "id": "small", "version": "1", "title": text("small"), "languages": ["en", "zh"],
        "notice": text("an aid"), "ranges": text("none"),
        "sections": [{"id": "one", "letter": "", "label": text("one"), "short": text("one")}],
        "roles": ROLES.map(named), "diseases": [named("disease")],
    })
}

pub fn sign(id: &str) -> Value {
    json!({"id": id, "kind": "sign", "tier": "core", "label": text(id)})
}

fn quantity(id: &str) -> Value {
    json!({"id": id, "kind": "quantity", "tier": "core", "label": text(id), "unit": "g/L",
           "units": [{"unit": "mg/L", "factor": 0.001}], "possible": [0, 100]})
}

fn choice(id: &str, options: &[&str]) -> Value {
    let options: Vec<Value> = options.iter().map(|id| json!({"id": id, "label": text(id)})).collect();
    json!({"id": id, "kind": "choice", "tier": "core", "label": text(id), "options": options})
}

pub fn base_vocabulary() -> Vec<Value> {
    let others = [choice("sex", &["male", "female"]), choice("c", &["a", "b", "o"]), quantity("q0"), quantity("q1")];
    let mut signs = BASE_SIGNS.map(sign);
    signs[3]["only_in"] = json!("male");
    others.into_iter().chain(signs).collect()
}

pub fn set(id: &str, criteria: &[Value], conclusions: &[Value]) -> Value {
    json!({"id": id, "disease": "disease", "status": "current", "title": text(id), "short": text(id),
           "source": ["none"], "verified": text("none"), "criteria": criteria, "conclusions": conclusions})
}

pub fn criterion(id: &str, role: &str, when: &Value) -> Value {
    json!({"id": id, "role": role, "title": text(id), "short": text(id), "when": when})
}

pub fn conclusion(id: &str, when: &Value) -> Value {
    json!({"id": id, "title": text(id), "when": when})
}

/// Any pack.
pub fn plan() -> impl Strategy<Value = Plan> {
    let rules = DERIVED_SIGNS.iter().enumerate().map(|(at, _)| {
        let signs: Vec<&'static str> = BASE_SIGNS.iter().chain(&DERIVED_SIGNS[..at]).copied().collect();
        (option::weighted(0.8, rule(signs.clone(), Vec::new())), option::weighted(0.7, rule(signs, Vec::new())))
    });
    let derived = rules.collect::<Vec<_>>();
    let sets = any_set("first", Vec::new()).prop_flat_map(|first| {
        let before = vec![("first", first["conclusions"].as_array().unwrap().len())];
        any_set("second", before).prop_map(move |second| vec![first.clone(), second])
    });
    (derived, sets).prop_map(|(rules, sets)| {
        let mut findings = base_vocabulary();
        for (id, (present, absent)) in DERIVED_SIGNS.iter().zip(rules) {
            let mut finding = sign(id);
            present.into_iter().for_each(|rule| finding["present_when"] = rule);
            absent.into_iter().for_each(|rule| finding["absent_when"] = rule);
            findings.push(finding);
        }
        Plan { findings, sets }
    })
}

/// A set whose criteria may name the conclusions (set, how many) of others.
fn any_set(id: &'static str, others: Vec<(&'static str, usize)>) -> impl Strategy<Value = Value> {
    let signs: Vec<&'static str> = BASE_SIGNS.iter().chain(&DERIVED_SIGNS).copied().collect();
    vec((select(&ROLES[..]), rule(signs, others)), 1..6).prop_flat_map(move |criteria| {
        let roles: Vec<&'static str> = criteria.iter().map(|(role, _)| *role).collect();
        let criteria: Vec<Value> =
            criteria.iter().enumerate().map(|(at, (role, when))| criterion(&format!("k{at}"), role, when)).collect();
        vec(tally(roles), 1..3).prop_map(move |rules| {
            let conclusions: Vec<Value> =
                rules.iter().enumerate().map(|(at, rule)| conclusion(&format!("v{at}"), rule)).collect();
            set(id, &criteria, &conclusions)
        })
    })
}

/// Parts joined by `all`, `any`, `not` and counting.
fn joined(leaf: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(3, 12, 4, |inner| {
        let parts = || vec(inner.clone(), 1..4);
        prop_oneof![
            3 => parts().prop_map(|parts| json!({"all": parts})),
            3 => parts().prop_map(|parts| json!({"any": parts})),
            2 => inner.clone().prop_map(|part| json!({"not": part})),
            2 => (parts(), any::<prop::sample::Index>())
                .prop_map(|(parts, k)| json!({"at_least": k.index(parts.len()) + 1, "of": parts})),
        ]
    })
}

/// A rule over the vocabulary and those signs.
fn rule(signs: Vec<&'static str>, others: Vec<(&'static str, usize)>) -> impl Strategy<Value = Value> {
    let options = (1..3usize).prop_flat_map(|count| subsequence(vec!["a", "b", "o"], count));
    let mut leaf = prop_oneof![
        6 => select(signs).prop_map(|id| json!(id)),
        3 => compared(),
        1 => options.prop_map(|options| json!({"choice": "c", "is": options})),
        1 => select(vec!["male", "female"]).prop_map(|sex| json!({"choice": "sex", "is": [sex]})),
    ]
    .boxed();
    if let Some((set, conclusions)) = others.first().copied() {
        let named = (0..conclusions).prop_map(move |at| json!({"set": set, "conclusion": format!("v{at}")}));
        leaf = prop_oneof![5 => leaf, 1 => named].boxed();
    }
    joined(leaf)
}

/// A quantity compared with a number in either unit, a limit by sex, what the source prints for another unit, or the
/// laboratory's own range, alone or beside a number.
fn compared() -> impl Strategy<Value = Value> {
    let number = || select(&LIMITS[..]);
    let limit = prop_oneof![
        4 => number().prop_map(|number| (json!(number), json!({"unit": "g/L"}))),
        2 => number().prop_map(|number| (json!(number * 1000.0), json!({"unit": "mg/L"}))),
        // Rounded as people round: 2 g/L are printed as 2020 mg/L.
        2 => number().prop_map(|number| (json!(number), json!({"unit": "g/L", "in": {"mg/L": number * 1010.0}}))),
        2 => (number(), number())
            .prop_map(|(male, female)| (json!({"male": male, "female": female}), json!({"unit": "g/L"}))),
        1 => Just((json!("laboratory"), json!({}))),
    ];
    let own =
        (option::weighted(0.5, select(vec!["first", "also"])), option::weighted(0.3, select(vec!["high", "low"])));
    (select(vec!["q0", "q1"]), select(vec!["above", "from", "below", "up_to"]), limit, own).prop_map(
        |(id, side, (limit, mut rule), (laboratory, end))| {
            let printed = rule.get("unit").is_some();
            rule["value"] = json!(id);
            rule[side] = limit;
            laboratory.filter(|_| printed).into_iter().for_each(|role| rule["laboratory"] = json!(role));
            let speaks_of_it = !printed || laboratory.is_some();
            end.filter(|_| speaks_of_it).into_iter().for_each(|end| rule["end"] = json!(end));
            rule
        },
    )
}

/// A rule over the criteria of a set whose criteria have these roles.
fn tally(roles: Vec<&'static str>) -> impl Strategy<Value = Value> {
    let count = roles.len();
    let sizes = roles.clone();
    let leaf = prop_oneof![
        3 => (0..count).prop_map(|at| json!({"criterion": format!("k{at}")})),
        1 => select(roles.clone()).prop_map(|role| json!({"every": role})),
        1 => select(roles.clone()).prop_map(|role| json!({"any_of": role})),
        1 => (select(roles), any::<prop::sample::Index>()).prop_map(move |(role, k)| {
            let members = sizes.iter().filter(|other| **other == role).count();
            json!({"at_least": k.index(members) + 1, "of": role})
        }),
    ];
    joined(leaf.boxed())
}

/// Any case over the vocabulary of a [`Plan`].
pub fn case() -> impl Strategy<Value = Value> {
    let signs: Vec<_> = BASE_SIGNS.iter().chain(&DERIVED_SIGNS).map(|_| option::of(sign_answer())).collect();
    let others = (
        option::of(select(vec!["male", "female"])),
        option::of(select(vec!["a", "b", "o", "unknown"])),
        option::weighted(0.7, quantity_answer()),
        option::weighted(0.7, quantity_answer()),
    );
    (signs, others).prop_map(|(signs, (sex, c, q0, q1))| {
        let mut findings = Map::new();
        for (id, answer) in BASE_SIGNS.iter().chain(&DERIVED_SIGNS).zip(signs) {
            answer.into_iter().for_each(|answer| drop(findings.insert((*id).to_owned(), answer)));
        }
        for (id, answer) in [("c", c.map(|c| json!(c))), ("q0", q0), ("q1", q1)] {
            answer.into_iter().for_each(|answer| drop(findings.insert(id.to_owned(), answer)));
        }
        let mut case = json!({"format": "poems-case/1", "findings": findings});
        sex.into_iter().for_each(|sex| case["sex"] = json!(sex));
        case
    })
}

fn sign_answer() -> impl Strategy<Value = Value> {
    prop_oneof![
        5 => Just(json!("present")),
        5 => Just(json!("absent")),
        1 => Just(json!("unknown")),
        1 => Just(json!("unobtainable")),
        1 => Just(json!({"answer": "present", "explained": "another cause"})),
    ]
}

fn quantity_answer() -> impl Strategy<Value = Value> {
    let comparator = option::weighted(0.3, select(vec!["<", "<=", ">", ">="]));
    let reference = option::weighted(0.3, (option::of(select(&VALUES[..])), select(&VALUES[..])));
    (select(&VALUES[..]), any::<bool>(), comparator, reference).prop_map(|(value, milli, comparator, reference)| {
        let scale = if milli { 1000.0 } else { 1.0 };
        let mut answer = json!({"value": value * scale, "unit": if milli { "mg/L" } else { "g/L" }});
        comparator.into_iter().for_each(|comparator| answer["comparator"] = json!(comparator));
        if let Some((low, high)) = reference {
            answer["reference"] = json!({"high": high * scale});
            low.into_iter().for_each(|low| answer["reference"]["low"] = json!(low * scale));
        }
        answer
    })
}

/// A rule in which every finding occurs with one polarity: a few propositions, each on a finding of its own (or on
/// one side of it), joined by `all`, `any` and counting, some joints written by their complement.
pub fn rule_of_one_polarity() -> impl Strategy<Value = Value> {
    let limit = || (select(vec![true, false]), select(&LIMITS[..]));
    let propositions = (
        option_sets(),
        select(vec![("above", "from", "up_to", "below"), ("below", "up_to", "from", "above")]),
        limit(),
        limit(),
        vec(any::<bool>(), 8),
        (select(&LIMITS[..]), select(&LIMITS[..])),
    )
        .prop_map(|(options, (strict, wide, not_strict, not_wide), first, second, flipped, by_sex)| {
            // Each proposition with its negation.
            let one_side = |(is_strict, limit): (bool, f64)| {
                let (side, other) = if is_strict { (strict, not_strict) } else { (wide, not_wide) };
                (
                    json!({"value": "q0", side: limit, "unit": "g/L"}),
                    json!({"value": "q0", other: limit, "unit": "g/L"}),
                )
            };
            let q1 = json!({"value": "q1", "above": {"male": by_sex.0, "female": by_sex.1}, "unit": "g/L"});
            let c = json!({"choice": "c", "is": options});
            let negated = |rule: &Value| json!({"not": rule});
            let mut all: Vec<(Value, Value)> = BASE_SIGNS.iter().map(|id| (json!(id), negated(&json!(id)))).collect();
            all.extend([(c.clone(), negated(&c)), (q1.clone(), negated(&q1))]);
            for (proposition, flip) in all.iter_mut().zip(&flipped) {
                if *flip {
                    std::mem::swap(&mut proposition.0, &mut proposition.1);
                }
            }
            all.extend([one_side(first), one_side(second)]);
            all
        });
    (propositions, tree()).prop_map(|(propositions, tree)| tree.written(&propositions, true))
}

fn option_sets() -> impl Strategy<Value = Vec<&'static str>> {
    (1..3usize).prop_flat_map(|count| subsequence(vec!["a", "b", "o"], count))
}

#[derive(Clone, Debug)]
enum Tree {
    Proposition(prop::sample::Index),
    /// At least so many of the parts; written by its complement or not.
    AtLeast(usize, Vec<Tree>, bool),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = any::<prop::sample::Index>().prop_map(Tree::Proposition);
    leaf.prop_recursive(3, 14, 4, |inner| {
        let parts = vec(inner, 1..5);
        (parts, any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(parts, k, complement)| Tree::AtLeast(k.index(parts.len()) + 1, parts, complement))
    })
}

impl Tree {
    /// The rule, or its negation.
    fn written(&self, propositions: &[(Value, Value)], positive: bool) -> Value {
        let (k, parts, complement) = match self {
            Tree::Proposition(at) => {
                let (proposition, negation) = at.get(propositions);
                return if positive { proposition.clone() } else { negation.clone() };
            }
            Tree::AtLeast(k, parts, complement) => (*k, parts, *complement),
        };
        // At least k of n fail to hold exactly when at least n + 1 - k do not hold.
        let k_written = if positive == complement { parts.len() + 1 - k } else { k };
        let written: Vec<Value> = parts.iter().map(|part| part.written(propositions, positive != complement)).collect();
        let joint = match k_written {
            1 => json!({"any": written}),
            k if k == written.len() => json!({"all": written}),
            k => json!({"at_least": k, "of": written}),
        };
        if complement { json!({"not": joint}) } else { joint }
    }
}
