//! The figures in the methods page are the program's own.
//!
//! `UPDATE_GOLDEN=1` writes them anew.

use std::fmt::Write as _;

use poems::case::{Answer, AnswerValue, Case, Quality, TeachingCase, teaching_cases};
use poems::cohort::{Rated, correction};
use poems::engine::{assess, assess_in, setting_of_answers};
use poems::knowledge::{self, Basis, Frequency, Grade, Knowledge, Layer, Literature};
use serde_json::{Value, json};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/methods.md");

/// Compares the block between two markers of the page with what the program says.
fn check_block(name: &str, block: &str) {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = page.find(&open).expect("the block is marked") + open.len();
    let end = page.find(&close).expect("the block is closed");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PAGE, format!("{}{block}{}", &page[..start], &page[end..])).unwrap();
        return;
    }
    assert_eq!(&page[start..end], block, "docs/methods.md, block {name}; UPDATE_GOLDEN=1 writes it anew");
}

fn pack() -> Knowledge {
    pack_with(|_| {})
}

/// The built-in pack with a changed evidence.json.
fn pack_with(change: impl Fn(&mut Value)) -> Knowledge {
    let mut layer: Layer = knowledge::embedded();
    for file in layer.files.iter_mut().filter(|file| file.path == "evidence.json") {
        let mut evidence: Value = serde_json::from_str(&file.text).unwrap();
        change(&mut evidence);
        file.text = evidence.to_string().into();
    }
    knowledge::load(vec![layer]).unwrap_or_else(|faults| panic!("{:#}", faults[0]))
}

fn literature(knowledge: &Knowledge) -> &Literature {
    knowledge.literature.as_ref().unwrap()
}

struct Judged {
    positive: bool,
    firm: bool,
    probability: f64,
    log_ratio: f64,
}

fn judge(knowledge: &Knowledge) -> Vec<Judged> {
    let subject = literature(knowledge).hypotheses[0].id.to_string();
    let judged = |teaching: &TeachingCase| {
        let setting = setting_of_answers(knowledge, &teaching.case);
        let fit = assess_in(knowledge, &teaching.case, setting).fit.unwrap();
        Judged {
            positive: teaching.truth.disease.as_ref() == Some(&subject),
            firm: teaching.truth.quality == Quality::Firm,
            probability: fit.probability,
            log_ratio: fit.groups.iter().map(|group| group.log_ratio).sum(),
        }
    };
    teaching_cases(knowledge).unwrap().iter().map(judged).collect()
}

fn auc(judged: &[Judged]) -> f64 {
    let (mut won, mut pairs) = (0.0, 0.0);
    for positive in judged.iter().filter(|one| one.positive) {
        for negative in judged.iter().filter(|one| !one.positive) {
            pairs += 1.0;
            won += match positive.probability.total_cmp(&negative.probability) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    won / pairs
}

fn brier<'j>(judged: impl Iterator<Item = &'j Judged>) -> f64 {
    let errors: Vec<f64> = judged.map(|one| (one.probability - f64::from(u8::from(one.positive))).powi(2)).collect();
    errors.iter().sum::<f64>() / errors.len() as f64
}

/// The log-likelihood-ratio cost.
fn cllr<'j>(judged: impl Iterator<Item = (&'j Judged, f64)>) -> f64 {
    let mut costs = [Vec::new(), Vec::new()];
    for (one, log_ratio) in judged {
        let sign = if one.positive { -1.0 } else { 1.0 };
        costs[usize::from(one.positive)].push((sign * log_ratio).exp().ln_1p() / std::f64::consts::LN_2);
    }
    costs.iter().map(|costs| costs.iter().sum::<f64>() / costs.len() as f64 / 2.0).sum()
}

#[test]
fn how_the_result_moves_with_each_parameter_is_as_printed() {
    let settings: [(&str, &str, [f64; 4]); 5] = [
        ("largest ratio of a group for the subject", "/method/cap_for", [5.0, 10.0, 20.0, 50.0]),
        ("largest ratio of a group against it", "/method/cap_against", [20.0, 100.0, 400.0, 1000.0]),
        ("patients a series may weigh", "/method/largest_series", [25.0, 50.0, 100.0, 1000.0]),
        ("patients a percentage or range is worth", "/method/percent_weight", [5.0, 10.0, 20.0, 50.0]),
        ("patients a band is worth", "/method/band_weight", [2.0, 5.0, 10.0, 20.0]),
    ];
    let mut block = String::from(
        "\n| parameter | value | AUC | Brier | Cllr | AUC, firm | Brier, firm |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (name, place, values) in settings {
        for value in values {
            let knowledge = pack_with(|evidence| *evidence.pointer_mut(place).unwrap() = json!(value));
            let judged = judge(&knowledge);
            let all = (auc(&judged), brier(judged.iter()));
            let cost = cllr(judged.iter().map(|one| (one, one.log_ratio)));
            let firm: Vec<Judged> = judged.into_iter().filter(|one| one.firm).collect();
            let used = pack_value(place) == value;
            let shown = if used { format!("**{value}**") } else { value.to_string() };
            writeln!(
                block,
                "| {name} | {shown} | {:.3} | {:.3} | {cost:.3} | {:.3} | {:.3} |",
                all.0,
                all.1,
                auc(&firm),
                brier(firm.iter())
            )
            .unwrap();
        }
    }
    block.push_str("\nIn bold: the value in use.\n\n");
    check_block("sensitivity", &block);
}

fn pack_value(place: &str) -> f64 {
    let layer = knowledge::embedded();
    let file = layer.files.iter().find(|file| file.path == "evidence.json").unwrap();
    serde_json::from_str::<Value>(&file.text).unwrap().pointer(place).unwrap().as_f64().unwrap()
}

#[test]
fn the_cross_validated_correction_is_as_printed() {
    const FOLDS: usize = 5;
    let judged = judge(&pack());
    let rated = |one: &Judged| Rated { log_ratio: one.log_ratio, positive: one.positive };
    let mut block = String::from("\n| left out | a | b |\n| --- | --- | --- |\n");
    let mut corrected = vec![0.0; judged.len()];
    for fold in 0..FOLDS {
        let (left_out, others): (Vec<_>, Vec<_>) = judged.iter().enumerate().partition(|(at, _)| at % FOLDS == fold);
        let others: Vec<Rated> = others.into_iter().map(|(_, one)| rated(one)).collect();
        let found = correction(&others).unwrap();
        writeln!(block, "| every fifth case from {} | {:.2} | {:.2} |", fold + 1, found.offset, found.slope).unwrap();
        left_out.into_iter().for_each(|(at, one)| corrected[at] = found.offset + found.slope * one.log_ratio);
    }
    let all = correction(&judged.iter().map(rated).collect::<Vec<_>>()).unwrap();
    let raw = cllr(judged.iter().map(|one| (one, one.log_ratio)));
    let cost = cllr(judged.iter().zip(corrected));
    writeln!(block, "| none | {:.2} | {:.2} |", all.offset, all.slope).unwrap();
    writeln!(block, "\nCllr as said {raw:.3}; corrected by the other cases {cost:.3}.\n").unwrap();
    check_block("crossvalidation", &block);
    assert!(raw <= 0.95 && cost <= 0.45, "{raw}, {cost}");
}

#[test]
fn the_case_by_hand_is_as_printed() {
    let knowledge = pack();
    let literature = literature(&knowledge);
    let mut case = Case::new(&knowledge);
    let answers = ["papilledema", "thrombocytosis"].map(|id| knowledge.find(id).unwrap());
    for id in answers {
        case.put(id, Some(Answer::from(AnswerValue::Present)));
    }
    let fit = assess(&knowledge, &case).fit.unwrap();
    assert_eq!(fit.groups.len(), 2);
    // The groups count in the order of the evidence.
    let items: Vec<_> = fit
        .groups
        .iter()
        .map(|weight| &literature.groups(fit.setting)[weight.group.index()].items[weight.item])
        .collect();
    let yes: Vec<_> = items.iter().map(|item| &item.outcomes[0]).collect();
    let names: Vec<&str> = items.iter().map(|item| knowledge.finding(item.finding).label.en.as_str()).collect();
    let mut block = format!(
        "\n| disease | share | p({}) | from | ratio | p({}) | from | ratio | W |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
        names[0], names[1]
    );
    let mut total = 0.0;
    for (at, hypothesis) in literature.hypotheses.iter().enumerate() {
        let column = |item: usize| {
            let ratio = if at == 0 { String::from("1") } else { format!("{:.4}", yes[item].ratio[at - 1]) };
            format!(
                "{:.4} | {} | {ratio}",
                yes[item].likelihood[at],
                from(&items[item].frequencies[at], yes[item].grades[at])
            )
        };
        let shares = &literature.setting(fit.setting).shares;
        let (share, weight) = match at.checked_sub(1) {
            None => (String::new(), 1.0),
            Some(rival) => {
                let share = shares[rival].share;
                (format!("{share:.4}"), 0.99 / 0.01 * share * yes[0].ratio[rival] * yes[1].ratio[rival])
            }
        };
        total += weight;
        writeln!(block, "| {} | {share} | {} | {} | {weight:.4} |", hypothesis.label.en, column(0), column(1)).unwrap();
    }
    let against: f64 = total - 1.0;
    writeln!(
        block,
        "\nThe W of the rivals add up to {against:.4}, so P = 1 / (1 + {against:.4}) = {:.4}. The bars: {} {:.3} and {} {:.3}; \
         {:.3} x {:.3} x (0.01 / 0.99) = {:.4} = odds of {:.4}.\n",
        1.0 / total,
        names[0],
        fit.groups[0].log_ratio.exp(),
        names[1],
        fit.groups[1].log_ratio.exp(),
        fit.groups[0].log_ratio.exp(),
        fit.groups[1].log_ratio.exp(),
        1.0 / against,
        1.0 / total,
    )
    .unwrap();
    check_block("worked", &block);
    assert!((fit.probability - 1.0 / total).abs() < 1e-12);
    let bars: f64 = fit.groups.iter().map(|weight| weight.log_ratio).sum();
    assert!((bars + (0.01f64 / 0.99).ln() - (1.0 / against).ln()).abs() < 1e-9);
}

fn from(frequency: &Frequency, grade: Option<Grade>) -> &'static str {
    match (frequency.basis, grade) {
        (_, Some(Grade::A)) => "comparison",
        _ if frequency.narrower.is_some() => "child",
        (Basis::Rows { grade: Grade::B, .. }, _) => "series",
        (Basis::Rows { .. }, Some(Grade::D)) => "judgment",
        (Basis::Rows { .. }, _) => "range or band",
        (Basis::AnyOther, _) => "controls",
        (Basis::Background(_), _) => "background",
        (Basis::LikeSubject, _) => "as POEMS",
        (Basis::Comparison(_), _) => "comparison",
        (Basis::None, _) => "none",
    }
}
