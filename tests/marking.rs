//! How the marks of a reader are judged: the careful one is not punished, the hasty one is not paid.

mod support;

use std::collections::BTreeMap;

use poems::case::{Answer, AnswerValue, Case, TeachingCase, read_teaching, teaching_cases, type_quantity};
use poems::knowledge::{FindingId, Kind, Knowledge};
use poems::teach::{Exercise, Item, Judgment, Marking, Progress, mark};
use serde::Deserialize;
use support::{built_in, examples};

/// A mark as it is typed, on a case of the pack.
#[derive(Deserialize)]
struct Mark {
    case: String,
    mark: String,
}

fn knowledge() -> &'static Knowledge {
    built_in()
}

fn id(finding: &str) -> FindingId {
    knowledge().find(finding).unwrap_or_else(|| panic!("no finding {finding}"))
}

fn cases() -> Vec<TeachingCase> {
    teaching_cases(knowledge()).unwrap()
}

/// Reads `present A`, `absent A` and `A = VALUE`.
fn typed(mark: &str) -> (FindingId, AnswerValue) {
    if let Some((finding, value)) = mark.split_once(" = ") {
        let finding = id(finding);
        let of = knowledge().finding(finding);
        return (
            finding,
            match of.measure() {
                Some(measure) => AnswerValue::Quantity(type_quantity(value, measure, 0).unwrap().quantity),
                None => AnswerValue::Option(of.option(value).unwrap()),
            },
        );
    }
    match mark.split_once(' ').unwrap() {
        ("present", finding) => (id(finding), AnswerValue::Present),
        ("absent", finding) => (id(finding), AnswerValue::Absent),
        _ => panic!("{mark}"),
    }
}

fn marked(exercise: &Exercise, marks: &[&str]) -> Marking {
    let mut answers = Case::new(knowledge());
    for mark in marks {
        let (finding, value) = typed(mark);
        answers.put(finding, Some(Answer::from(value)));
    }
    mark(knowledge(), exercise, &answers)
}

fn item<'m>(marking: &'m Marking, finding: &str) -> Option<&'m Item> {
    marking.items.iter().find(|item| item.finding == id(finding))
}

fn errors(marking: &Marking) -> Vec<(FindingId, Judgment)> {
    let judged = marking.items.iter().map(|item| (item.finding, item.judgment));
    judged.filter(|(_, judgment)| judgment.credit() == Some(0.0)).collect()
}

fn signs() -> impl Iterator<Item = FindingId> {
    knowledge().finding_ids().filter(|id| matches!(knowledge().finding(*id).kind, Kind::Sign(_)))
}

// -------------------------------------------------------------------------------------------- one text, every kind

const WARD: &str = r#"{
    "format": "poems-teaching-case/1", "id": "ward", "title": {"en": "Man, 60, numb feet", "zh": "男，60岁，双足麻木"},
    "case": {"format": "poems-case/1", "id": "ward", "sex": "male", "findings": {
        "polyneuropathy": "present", "paresthesia": "present", "hyperpigmentation": "present", "hypertrichosis": "present",
        "platelets": {"value": 105, "unit": "10*9/L"}, "acth": {"value": 1250, "unit": "pg/mL", "comparator": ">"},
        "symptom_duration": {"value": 3, "unit": "mo"}, "lymphadenopathy": "absent", "hemangioma": "absent",
        "papilledema": "absent"}},
    "evidence": {"sex": [0], "polyneuropathy": [0], "paresthesia": [0], "hyperpigmentation": [0], "hypertrichosis": [0],
        "symptom_duration": [0], "platelets": [1], "acth": [1], "lymphadenopathy": [1], "hemangioma": [1],
        "papilledema": []},
    "implied": ["paresthesia"], "arguable": ["flushing", "thrombocytosis"],
    "vignette": [{"en": "First.", "zh": "一。"}, {"en": "Second.", "zh": "二。"}],
    "truth": {"disease": "poems", "diagnosis": {"en": "POEMS", "zh": "POEMS综合征"}, "basis": {"en": "All.", "zh": "全部。"},
        "quality": "firm"},
    "first_label": null, "delay_months": null, "region": null, "citation": {},
    "teaching_point": {"en": "None.", "zh": "无。"}
}"#;

fn ward() -> Exercise {
    Exercise::whole(knowledge(), &read_teaching("ward.json", WARD.as_bytes(), knowledge()).unwrap())
}

#[test]
fn every_kind_of_mark_is_judged_as_a_fair_teacher_would() {
    let ward = ward();
    let expected = [
        // As the text says, in whatever unit.
        ("present polyneuropathy", "polyneuropathy", Some(Judgment::Right)),
        ("platelets = 105 10^9/L", "platelets", Some(Judgment::Right)),
        ("platelets = 105000 /uL", "platelets", Some(Judgment::Right)),
        ("platelets = 150 10^9/L", "platelets", Some(Judgment::Wrong)),
        ("symptom_duration = 90 d", "symptom_duration", Some(Judgment::Right)),
        ("symptom_duration = 13 wk", "symptom_duration", Some(Judgment::Right)),
        ("symptom_duration = 4 mo", "symptom_duration", Some(Judgment::Wrong)),
        ("acth = >1250 pg/mL", "acth", Some(Judgment::Right)),
        ("present lymphadenopathy", "lymphadenopathy", Some(Judgment::Wrong)),
        // Implied: right, and no fault where it is left open.
        ("present paresthesia", "paresthesia", Some(Judgment::Right)),
        ("present polyneuropathy", "paresthesia", Some(Judgment::Follows)),
        ("absent paresthesia", "paresthesia", Some(Judgment::Wrong)),
        // Arguable comes before what follows from the text.
        ("present flushing", "flushing", Some(Judgment::Arguable)),
        ("absent flushing", "flushing", Some(Judgment::Arguable)),
        ("present thrombocytosis", "thrombocytosis", Some(Judgment::Arguable)),
        // What follows from the text is right, and against it is wrong; the sign of a number stands for it.
        ("present thrombocytopenia", "platelets", Some(Judgment::Right)),
        ("present thrombocytopenia", "thrombocytopenia", Some(Judgment::Follows)),
        ("absent thrombocytopenia", "thrombocytopenia", Some(Judgment::Wrong)),
        ("absent glomeruloid_hemangioma", "glomeruloid_hemangioma", Some(Judgment::Follows)),
        ("present glomeruloid_hemangioma", "glomeruloid_hemangioma", Some(Judgment::Wrong)),
        ("present multicentric_lymphadenopathy", "multicentric_lymphadenopathy", Some(Judgment::Wrong)),
        // What this patient cannot have.
        ("present secondary_amenorrhea", "secondary_amenorrhea", Some(Judgment::Wrong)),
        // Less than the text says.
        ("present skin_changes", "hyperpigmentation", Some(Judgment::LessExact)),
        ("present skin_changes", "skin_changes", None),
        ("acth = 1250 pg/mL", "acth", Some(Judgment::LessExact)),
        ("acth = <1250 pg/mL", "acth", Some(Judgment::Wrong)),
        // More than the text says, or something else.
        ("present demyelinating_neuropathy", "demyelinating_neuropathy", Some(Judgment::NotInKey)),
        ("present ascites", "ascites", Some(Judgment::NotInKey)),
        ("hemoglobin = 14 g/dL", "hemoglobin", Some(Judgment::NotInKey)),
        // Silence is no "no"; of what only the report denies nobody is told.
        ("absent ascites", "ascites", Some(Judgment::AbsentForSilence)),
        ("absent demyelinating_neuropathy", "demyelinating_neuropathy", Some(Judgment::AbsentForSilence)),
        ("absent papilledema", "papilledema", Some(Judgment::NotInKey)),
        ("present papilledema", "papilledema", Some(Judgment::NotInKey)),
    ];
    for (mark, finding, judgment) in expected {
        let marking = marked(&ward, &[mark]);
        assert_eq!(item(&marking, finding).map(|item| item.judgment), judgment, "{mark}: {finding}");
    }
}

#[test]
fn a_mark_earns_once() {
    let ward = ward();
    let less = |marks: &[&str]| marked(&ward, marks).count(Judgment::LessExact);
    assert_eq!(less(&["present skin_changes"]), 1, "two signs are stated, one mark was made");
    assert_eq!(less(&["present skin_changes", "present hypertrichosis"]), 0, "the sign says it already");
    assert_eq!(less(&["present skin_changes", "present hyperpigmentation"]), 0);
    let (sign, both) = (["present thrombocytopenia"], ["present thrombocytopenia", "platelets = 105 10^9/L"]);
    assert_eq!(marked(&ward, &sign).score(), marked(&ward, &both).score());
}

#[test]
fn marks_outside_the_key_neither_add_nor_subtract_until_they_are_too_many_to_be_meant() {
    let ward = ward();
    let not_in_key = |mark: &String| marked(&ward, &[mark]).count(Judgment::NotInKey) == 1;
    let outside = signs().map(|sign| format!("present {}", knowledge().finding(sign).id)).filter(not_in_key);
    let outside: Vec<String> = outside.take(30).collect();
    let score = |count: usize| {
        let marks = outside.iter().take(count).map(String::as_str);
        marked(&ward, &marks.chain(["present polyneuropathy"]).collect::<Vec<_>>()).score()
    };
    assert!((1..=20).all(|count| score(count) == score(0)));
    assert!((20..30).all(|count| score(count + 1) < score(count)));
}

// ------------------------------------------------------------------------------------------- the cases of the pack

/// Marks that were called errors once, and others of their kinds.
const CAREFUL: [&str; 2] = [include_str!("data/marks/unfair.jsonl"), include_str!("data/marks/careful.jsonl")];

#[test]
fn no_mark_of_a_careful_reader_is_called_an_error() {
    let cases: BTreeMap<String, TeachingCase> = cases().into_iter().map(|case| (case.id.clone(), case)).collect();
    let marks: Vec<Mark> =
        CAREFUL.iter().flat_map(|file| file.lines()).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(marks.len() >= 64, "{}", marks.len());
    let faulted = marks.iter().filter_map(|Mark { case, mark }| {
        let exercise = Exercise::whole(knowledge(), &cases[case]);
        let (nothing, one) = (marked(&exercise, &[]), marked(&exercise, &[mark]));
        let new: Vec<_> = errors(&one).into_iter().filter(|error| !errors(&nothing).contains(error)).collect();
        let finding = typed(mark).0;
        let is_error = new.iter().any(|(faulted, _)| *faulted == finding);
        (is_error || one.score() < nothing.score()).then(|| format!("{case}: {mark}: {new:?}"))
    });
    let faulted: Vec<String> = faulted.collect();
    assert!(faulted.is_empty(), "{}", faulted.join("\n"));
}

#[test]
fn who_marks_what_the_text_says_has_all_and_who_marks_anything_has_little() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut guesses = Vec::new();
    for case in cases() {
        let exercise = Exercise::whole(knowledge(), &case);
        let score = |learner: &Case| mark(knowledge(), &exercise, learner).score();
        assert_eq!(score(&exercise.told), 1.0, "{}", case.id);
        // Who the patient is was given, and is no mark.
        let told = mark(knowledge(), &exercise, &exercise.told);
        assert!(told.items.iter().all(|item| item.judgment == Judgment::Right), "{}: {:?}", case.id, told.items);
        // Without what is only implied as well.
        let mut stated = exercise.told.clone();
        exercise.implied.iter().for_each(|implied| drop(stated.put(implied.finding, None)));
        assert_eq!(score(&stated), 1.0, "{}", case.id);
        assert_eq!(score(&Case::new(knowledge())), 0.0, "{}", case.id);
        for value in [AnswerValue::Present, AnswerValue::Absent] {
            let mut all = Case::new(knowledge());
            signs().for_each(|sign| drop(all.put(sign, Some(Answer::from(value)))));
            assert!(score(&all) < 0.25, "{}: all {value:?}: {}", case.id, score(&all));
        }
        for _ in 0..examples(2, 20) {
            let mut guess = Case::new(knowledge());
            for sign in signs() {
                let value = [Some(AnswerValue::Present), Some(AnswerValue::Absent), None][random.usize(0..3)];
                guess.put(sign, value.map(Answer::from));
            }
            guesses.push(score(&guess));
        }
    }
    let mean = guesses.iter().sum::<f64>() / guesses.len() as f64;
    assert!(mean < 0.1, "{mean}");
}

#[test]
fn absent_for_silence_is_an_error_of_its_own_and_silence_itself_is_none() {
    for case in cases() {
        let exercise = Exercise::whole(knowledge(), &case);
        // Everything that the text does not speak of is called absent.
        let mut hasty = exercise.told.clone();
        for sign in signs() {
            if hasty.answer(sign).is_none() {
                hasty.put(sign, Some(Answer::from(AnswerValue::Absent)));
            }
        }
        let marking = mark(knowledge(), &exercise, &hasty);
        assert_eq!(marking.count(Judgment::Missed), 0, "{}", case.id);
        assert!(marking.count(Judgment::AbsentForSilence) > 50, "{}", case.id);
        assert!(marking.score() < 0.5, "{}: {}", case.id, marking.score());
        for item in marking.items.iter().filter(|item| item.judgment == Judgment::AbsentForSilence) {
            assert!(item.expected.is_none() && item.sentences.is_empty());
            assert!(!exercise.arguable.contains(item.finding));
            let coded = case.case.known(item.finding);
            assert_ne!(coded, Some(&AnswerValue::Absent), "{}: {}", case.id, knowledge().finding(item.finding).id);
        }
        // And nothing at all is no error for what is not said, but a miss for what is.
        let nothing = mark(knowledge(), &exercise, &Case::new(knowledge()));
        assert_eq!(nothing.count(Judgment::Missed), exercise.stated.len(), "{}", case.id);
        assert_eq!(nothing.of(), exercise.stated.len());
    }
}

#[test]
fn a_stated_sign_turned_around_is_wrong() {
    let mut turned = 0;
    for case in cases() {
        let exercise = Exercise::whole(knowledge(), &case);
        for stated in &exercise.stated {
            let other = match stated.value {
                AnswerValue::Present => AnswerValue::Absent,
                AnswerValue::Absent => AnswerValue::Present,
                _ => continue,
            };
            let mut wrong = exercise.told.clone();
            wrong.put(stated.finding, Some(Answer::from(other)));
            let marking = mark(knowledge(), &exercise, &wrong);
            let judged = marking.items.iter().find(|item| item.finding == stated.finding).unwrap().judgment;
            assert_eq!(judged, Judgment::Wrong, "{}: {}", case.id, knowledge().finding(stated.finding).id);
            turned += 1;
        }
    }
    assert!(turned > 200, "{turned}");
}

// ----------------------------------------------------------------------------------------------------- the notebook

#[test]
fn a_notebook_of_an_earlier_version_is_read_as_before() {
    let notebook = concat!(
        r#"{"at":1,"recall":{"key":"case:a","grade":"good","marks":{"ascites":"right","edema":"unstated","#,
        r#""papilledema":"absent_for_silence","anemia":"missed","plethora":"wrong"}}}"#,
        "\n"
    );
    let progress = Progress::read(notebook);
    assert!(progress.strange.is_empty());
    let tallies = progress.tallies();
    assert_eq!((tallies["ascites"].right, tallies["edema"].not_right), (1, 1));
    assert_eq!(progress.weak(), ["anemia", "edema", "papilledema", "plethora"]);
    // What neither adds nor subtracts says nothing of the learner.
    let neutral =
        r#"{"at":1,"recall":{"key":"case:a","grade":"good","marks":{"ascites":"arguable","edema":"not_in_key"}}}"#;
    assert!(Progress::read(neutral).strange.is_empty() && Progress::read(neutral).tallies().is_empty());
}
