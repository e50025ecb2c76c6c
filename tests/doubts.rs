//! What is entered is what was meant: a number that would be usual in another unit, or that no living patient shows, is
//! asked about. It counts as it stands, and every verdict that hangs on it says so.

mod support;

use poems::case::{self, AnswerValue, Case, Quantity};
use poems::engine::assess;
use poems::knowledge::files::BySex;
use poems::knowledge::{Finding, Kind};
use poems::report::{self, View};
use poems::say::Style;
use serde_json::{Value, json};
use support::{built_in, case_of, find};

/// The doubts and the verdicts of a case as the JSON assessment names them.
fn assessed(findings: &Value) -> Value {
    let case = case_of(built_in(), &json!({"format": "poems-case/1", "sex": "male", "findings": findings}));
    assessed_case(&case)
}

fn assessed_case(case: &Case) -> Value {
    serde_json::from_str(&report::write(
        &view(case, &assess(built_in(), case)),
        report::Content::Full,
        report::Format::Json,
    ))
    .unwrap()
}

fn view<'v>(case: &'v Case, assessment: &'v poems::engine::Assessment) -> View<'v> {
    View { knowledge: built_in(), case, assessment, lang: poems::knowledge::Lang::En, sets: &[], warnings: &[] }
}

fn usual_in(findings: &Value) -> Option<Vec<String>> {
    let doubts = assessed(findings)["doubts"].as_array().unwrap().clone();
    let units = doubts.first()?["usual_in"].as_array().unwrap().clone();
    Some(units.iter().map(|unit| unit.as_str().unwrap().to_owned()).collect())
}

/// A normal testosterone, typed in the unit that stood there: low, and two sets turn met.
#[test]
fn a_value_that_would_be_usual_in_another_unit_is_doubted_and_counts() {
    let mut findings = json!({
        "polyneuropathy": "present", "monoclonal_plasma_cell_disorder": "present", "sclerotic_bone_lesion": "present",
        "weight_loss": "present", "dyspnea": "present", "testosterone": {"value": 24.1, "unit": "ng/dL"}
    });
    let assessment = assessed(&findings);
    let doubt =
        json!([{"finding": "testosterone", "entered": {"value": 24.1, "unit": "ng/dL"}, "usual_in": ["nmol/L"]}]);
    assert_eq!(assessment["doubts"], doubt);
    let mayo = &assessment["criteria"][0];
    assert_eq!(mayo["conclusions"][0]["verdict"], "met");
    assert_eq!(mayo["conclusions"][0]["doubtful"], json!(["testosterone"]));
    let doubtful = |criterion: &Value| criterion["doubtful"] == json!(["testosterone"]);
    let doubted: Vec<&Value> = mayo["criteria"].as_array().unwrap().iter().filter(|c| doubtful(c)).collect();
    assert_eq!(doubted.len(), 1, "the endocrine criterion alone hangs on it");
    assert_eq!(assessment["fit"]["doubtful"], true, "and so does the band of the fit");

    findings["testosterone"]["confirmed"] = json!(true);
    let confirmed = assessed(&findings);
    assert_eq!(confirmed["doubts"], json!([]));
    assert_eq!(confirmed["criteria"][0]["conclusions"][0]["doubtful"], json!([]));
    assert_eq!(confirmed["criteria"][0]["conclusions"][0]["verdict"], "met");
}

/// A verdict that stands without the doubtful number does not hang on it.
#[test]
fn a_verdict_that_stands_without_the_number_is_not_marked() {
    let assessment = assessed(&json!({
        "polyneuropathy": "present", "monoclonal_plasma_cell_disorder": "present", "sclerotic_bone_lesion": "present",
        "papilledema": "present", "testosterone": {"value": 24.1, "unit": "ng/dL"}
    }));
    assert_eq!(assessment["doubts"].as_array().unwrap().len(), 1);
    assert_eq!(assessment["criteria"][0]["conclusions"][0]["doubtful"], json!([]));
}

#[test]
fn a_laboratory_range_of_another_unit_is_doubted() {
    let platelets =
        |reference: Value| usual_in(&json!({"platelets": {"value": 250_000, "unit": "/uL", "reference": reference}}));
    let thousands = Some(vec!["10*9/L".to_owned(), "10*3/uL".to_owned()]);
    assert_eq!(platelets(json!({"low": 150, "high": 400})), thousands);
    assert_eq!(platelets(json!({"high": 400})), thousands);
    assert_eq!(platelets(json!({"low": 150})), thousands);
    assert_eq!(platelets(json!({"low": 150_000, "high": 400_000})), None);
    let testosterone =
        json!({"testosterone": {"value": 12.0, "unit": "ng/dL", "reference": {"low": 8.6, "high": 29.0}}});
    assert_eq!(usual_in(&testosterone), Some(vec!["nmol/L".to_owned()]));
    // A range of the laboratory's own that differs as laboratories differ.
    let crp = json!({"crp": {"value": 3.0, "unit": "mg/L", "reference": {"high": 5.0}}});
    assert_eq!(usual_in(&crp), None);
}

#[test]
fn what_no_living_patient_shows_and_what_lies_ten_times_beyond_its_own_range_is_doubted() {
    let hemoglobin = |value: f64| usual_in(&json!({"hemoglobin": {"value": value, "unit": "g/dL"}}));
    assert_eq!(hemoglobin(29.0), Some(vec![]), "possible, but in no unit believable");
    assert_eq!(hemoglobin(20.0), None, "high, and known to happen");
    let vegf =
        |value: f64| usual_in(&json!({"vegf_serum": {"value": value, "unit": "pg/mL", "reference": {"high": 500}}}));
    assert_eq!(vegf(4_900.0), None);
    assert_eq!(vegf(5_100.0), Some(vec![]));
}

/// Every usual value in every accepted unit, read in every other accepted unit of another size: refused, doubted, or
/// just as usual there. Nothing that looks abnormal is taken in silence.
#[test]
fn no_usual_value_becomes_an_abnormal_one_in_silence() {
    let (mut asked, mut refused, mut usual_there) = (0, 0, Vec::new());
    for finding in &built_in().findings {
        let Kind::Quantity(measure) = &finding.kind else { continue };
        let Some(normal) = measure.normal else { continue };
        let ranges = match normal {
            BySex::Both(range) => vec![(None, range)],
            BySex::Each { male, female } => vec![(Some("male"), male), (Some("female"), female)],
        };
        for (sex, [low, high]) in ranges {
            for (at, unit) in measure.units.iter().enumerate() {
                let value = unit.from_canonical((low + high) / 2.0);
                for (other, read_in) in measure.units.iter().enumerate().filter(|(other, _)| *other != at) {
                    let read_as = read_in.canonical(value);
                    let name = format!("{} {value} {} as {}", finding.id, unit.id, read_in.id);
                    if !(measure.possible[0]..=measure.possible[1]).contains(&read_as) {
                        refused += 1;
                    } else if (low..=high).contains(&read_as) {
                        usual_there.push(name);
                    } else {
                        let doubt =
                            doubt_of(finding, value, other, sex).unwrap_or_else(|| panic!("{name}: in silence"));
                        assert!(doubt.contains(&at), "{name}: {doubt:?}");
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(asked > 20 && refused > 10, "{asked} asked, {refused} refused, usual all the same: {usual_there:#?}");
    let differ = usual_there.iter().filter(|name| name.starts_with("b12") || name.starts_with("ft3"));
    assert!(differ.count() > 0, "units that differ by a third cannot be told apart by one value");
}

fn doubt_of(finding: &Finding, value: f64, unit: usize, sex: Option<&str>) -> Option<Vec<usize>> {
    let mut case = Case::new(built_in());
    if let Some(sex) = sex {
        let id = find(built_in(), "sex");
        case.put(id, built_in().finding(id).option(sex).map(|option| AnswerValue::Option(option).into()));
    }
    let id = find(built_in(), &finding.id);
    case.put(id, Some(AnswerValue::Quantity(Quantity::new(value, unit)).into()));
    case.doubt(built_in(), id).map(|doubt| doubt.usual_in)
}

#[test]
fn a_file_warns_with_the_place_and_a_summary_marks_what_to_check() {
    let text = r#"{"format": "poems-case/1", "sex": "male", "findings": {
        "polyneuropathy": "present", "monoclonal_plasma_cell_disorder": "present", "sclerotic_bone_lesion": "present",
        "testosterone": {"value": 24.1, "unit": "ng/dL"}}}"#;
    let read = case::read("case.json", text.as_bytes(), built_in()).unwrap();
    let warnings: Vec<String> = read.doubts.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["case.json:3:25: warning: 24.1 ng/dL for \"testosterone\" would be usual in nmol/L; it counts as it stands; \
          expected another value or unit, or \"confirmed\": true"]
    );
    let assessment = assess(built_in(), &read.case);
    let summary =
        report::write(&view(&read.case, &assessment), report::Content::Full, report::Format::Text(Style::Plain));
    assert!(summary.contains("To check"), "{summary}");
    assert!(summary.contains("met CHECK"), "the verdicts that hang on it are marked");
    assert!(summary.contains("24.1 ng/dL CHECK"), "and so is the number, wherever it stands");
}
