//! Random numbers and random cases, the same for the same seed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::naive::Pack;

/// SplitMix64 (Steele, Lea and Flood 2014): small, and good enough to choose test cases.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.below(at + 1);
            list.swap(at, other);
        }
    }
}

/// Makes random cases over a pack: every kind of answer, explained signs, numbers near the limits that rules name, comparators, own
/// ranges, any unit, the sex missing now and then, answers that contradict each other.
pub struct Cases<'p> {
    pack: &'p Pack,
    /// For each quantity the limits that rules compare it with, in its canonical unit.
    limits: BTreeMap<String, Vec<f64>>,
}

impl<'p> Cases<'p> {
    pub fn over(pack: &'p Pack) -> Self {
        let mut limits: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for finding in pack.findings.values() {
            for field in ["present_when", "absent_when"] {
                finding.get(field).into_iter().for_each(|rule| collect_limits(pack, rule, &mut limits));
            }
        }
        for criterion in pack.sets.values().flat_map(|set| set["criteria"].as_array().unwrap()) {
            collect_limits(pack, &criterion["when"], &mut limits);
        }
        Cases { pack, limits }
    }

    pub fn make(&self, random: &mut Random) -> Value {
        let density = *random.pick(&[0.03, 0.1, 0.3, 0.6, 0.95]);
        let mut findings = Map::new();
        let mut case = json!({"format": "poems-case/1"});
        for (id, finding) in &self.pack.findings {
            if !random.chance(density) {
                continue;
            }
            let answer = self.answer(random, id, finding);
            match id.as_str() {
                "age" | "sex" => case[id.as_str()] = answer,
                _ => drop(findings.insert(id.clone(), answer)),
            }
        }
        case["findings"] = Value::Object(findings);
        case
    }

    /// An answer to one finding.
    pub fn answer(&self, random: &mut Random, id: &str, finding: &Value) -> Value {
        if random.chance(0.05) {
            return json!(*random.pick(&["unknown", "unobtainable"]));
        }
        match finding["kind"].as_str() {
            Some("sign") if random.chance(0.1) => json!({"answer": "present", "explained": "another cause"}),
            Some("sign") => json!(*random.pick(&["present", "absent"])),
            Some("choice") => random.pick(finding["options"].as_array().unwrap())["id"].clone(),
            _ => self.quantity(random, id, finding),
        }
    }

    fn quantity(&self, random: &mut Random, id: &str, finding: &Value) -> Value {
        let possible = |end: usize| finding["possible"][end].as_f64().unwrap();
        let (low, high) = (possible(0), possible(1));
        let canonical = match self.limits.get(id) {
            Some(limits) if random.chance(0.8) => {
                random.pick(limits) * *random.pick(&[1.0, 1.0, 0.999, 1.001, 0.5, 2.0])
            }
            _ => low + (high - low) * random.unit().powi(3),
        };
        let none = Vec::new();
        let others = finding.get("units").and_then(Value::as_array).unwrap_or(&none);
        let at = random.below(others.len() + 1);
        let (unit, factor, offset) = match at.checked_sub(1).map(|at| &others[at]) {
            None => (&finding["unit"], 1.0, 0.0),
            Some(other) => (
                &other["unit"],
                other["factor"].as_f64().unwrap(),
                other.get("offset").and_then(Value::as_f64).unwrap_or(0.0),
            ),
        };
        // As laboratories print: a few digits; kept off the ends of the possible range, which rounding might cross.
        let in_unit = |canonical: f64| (canonical - offset) / factor;
        let value = rounded(in_unit(canonical)).clamp(in_unit(low), in_unit(high));
        let inside = super::naive::canonical(finding, value, unit.as_str().unwrap());
        let value = if (low..=high).contains(&inside) { value } else { in_unit((low + high) / 2.0) };
        let mut answer = json!({"value": value, "unit": unit});
        if random.chance(0.25) {
            answer["comparator"] = json!(*random.pick(&["<", "<=", ">", ">="]));
        }
        if random.chance(0.3) {
            let near = |random: &mut Random| rounded(value * *random.pick(&[0.5, 0.9, 1.0, 1.1, 2.0]));
            let (one, other) = (near(random), near(random));
            answer["reference"] = match random.below(3) {
                0 => json!({"low": one}),
                1 => json!({"high": one}),
                _ => json!({"low": one.min(other), "high": one.max(other)}),
            };
        }
        answer
    }
}

/// To four significant digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap()
}

fn collect_limits(pack: &Pack, rule: &Value, limits: &mut BTreeMap<String, Vec<f64>>) {
    if let (Some(id), Some(unit)) = (rule.get("value"), rule.get("unit")) {
        let id = id.as_str().unwrap();
        let limit = ["above", "from", "below", "up_to"].into_iter().find_map(|side| rule.get(side)).unwrap();
        let numbers = [Some(limit), limit.get("male"), limit.get("female")].into_iter().flatten();
        for number in numbers.filter_map(Value::as_f64) {
            let canonical = super::naive::canonical(&pack.findings[id], number, unit.as_str().unwrap());
            limits.entry(id.to_owned()).or_default().push(canonical);
        }
    }
    match rule {
        Value::Array(parts) => parts.iter().for_each(|part| collect_limits(pack, part, limits)),
        Value::Object(parts) => parts.values().for_each(|part| collect_limits(pack, part, limits)),
        _ => {}
    }
}
