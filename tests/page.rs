//! The summary of one page and the referral letter, on every case that comes with the program and in both languages.

#[path = "support/golden.rs"]
mod golden;
mod support;

use std::sync::OnceLock;
use std::thread;

use golden::golden_text;
use poems::case::{self, Case};
use poems::engine::{Assessment, assess};
use poems::json::Fault;
use poems::knowledge::files::AdviceKind;
use poems::knowledge::{Knowledge, Lang};
use poems::report::{self, Content, Format, PAGE_LINES, View};
use poems::say::document::{Block, Line};
use poems::say::{Style, Wording};
use serde_json::json;
use support::{all_cases, built_in, examples};
use unicode_width::UnicodeWidthStr;

/// A case with what was concluded from it and what its file was warned of.
struct Seen {
    case: Case,
    assessment: Assessment,
    warnings: Vec<Fault>,
}

impl Seen {
    fn of(text: &str) -> Seen {
        let read = case::read("case.json", text.as_bytes(), built_in()).unwrap_or_else(|faults| panic!("{faults:?}"));
        let assessment = assess(built_in(), &read.case);
        Seen { case: read.case, assessment, warnings: read.warnings }
    }

    fn view(&self, lang: Lang) -> View<'_> {
        let Seen { case, assessment, warnings } = self;
        View { knowledge: built_in(), case, assessment, lang, sets: &[], warnings }
    }

    fn page(&self, lang: Lang) -> String {
        report::write(&self.view(lang), Content::Page, Format::Text(Style::Plain))
    }

    fn letter(&self, reader: &str, lang: Lang) -> String {
        let reader = built_in().workup.find_reader(reader).unwrap();
        report::write(&self.view(lang), Content::Letter(reader), Format::Text(Style::Plain))
    }

    fn name(&self) -> &str {
        self.case.id.as_deref().unwrap_or("not named")
    }
}

/// Every case, read and assessed once.
fn every_case() -> &'static [Seen] {
    static SEEN: OnceLock<Vec<Seen>> = OnceLock::new();
    SEEN.get_or_init(|| {
        let texts = all_cases();
        let (first, second) = texts.split_at(texts.len() / 2);
        let see = |texts: &[String]| texts.iter().map(|text| Seen::of(text)).collect::<Vec<_>>();
        let (mut first, second) = thread::scope(|scope| {
            let second = scope.spawn(|| see(second));
            (see(first), second.join().unwrap())
        });
        first.extend(second);
        assert!(first.len() > 600, "{}", first.len());
        first
    })
}

/// Words without the breaks of lines.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// ---------------------------------------------------------------------------------------------------------- page

#[test]
fn every_case_fits_one_page_with_the_verdict_its_reason_and_the_next_step_on_the_first_screen() {
    for seen in every_case() {
        for lang in Lang::ALL {
            let page = seen.page(lang);
            let lines: Vec<&str> = page.lines().collect();
            assert!(lines.len() <= PAGE_LINES, "{}: {} lines\n{page}", seen.name(), lines.len());
            for line in &lines {
                assert!(line.width() <= 80 && line.trim_end() == *line, "{}: {line:?}", seen.name());
            }
            let words = Wording::new(built_in(), lang);
            let screen = lines[..24].join("\n");
            let interface = words.words();
            let first = words.current_sets(&seen.assessment).next().unwrap();
            for said in [
                words.say(&interface.page.result),
                words.say(&built_in().set(first.set).short),
                &words.verdict_of(first),
            ] {
                assert!(screen.contains(said), "{}: {said} is not on\n{screen}", seen.name());
            }
            let goes_on = seen.assessment.staging.is_some() || !seen.assessment.next.is_empty();
            assert!(!goes_on || screen.contains(words.say(&interface.page.next)), "{}\n{screen}", seen.name());
        }
    }
}

/// How many items a section of a page shows, and how many more it says there are.
fn shown_and_left_out(blocks: &[Block], heading: &str) -> (usize, usize) {
    let is_heading = |block: &Block| matches!(block, Block::Heading(_, line) if line.text() == heading);
    let section = blocks.iter().skip_while(|block| !is_heading(block)).skip(1);
    let (mut shown, mut left_out) = (0, 0);
    for block in section.take_while(|block| !matches!(block, Block::Heading(..))) {
        let lines = match block {
            Block::List(lines) | Block::Numbered(lines) => lines.clone(),
            Block::Paragraph(line) => vec![line.clone()],
            _ => Vec::new(),
        };
        for text in lines.iter().map(Line::text) {
            let more = text.strip_prefix("(and ").and_then(|text| text.strip_suffix(" more in the full summary)"));
            match more.and_then(|more| more.parse::<usize>().ok()) {
                Some(more) => left_out = more,
                None => shown += usize::from(!matches!(block, Block::Paragraph(_))),
            }
        }
    }
    (shown, left_out)
}

#[test]
fn what_is_left_out_is_counted_and_what_is_urgent_is_never_left_out() {
    for seen in every_case() {
        let blocks = report::page(&seen.view(Lang::En));
        let (assessment, words) = (&seen.assessment, &built_in().interface);
        let left_out = blocks.iter().rev().find_map(|block| match block {
            Block::Paragraph(line) => Some(line.text()),
            _ => None,
        });
        let left_out = left_out.unwrap_or_default();
        let next = assessment.next.len();
        let advice = assessment.advice.len();
        for (heading, least, there) in [
            (&words.report.conflicts, 2, assessment.conflicts.len()),
            (&words.report.doubts, 0, assessment.doubts.len()),
            (&words.page.explained, 0, assessment.explained.len()),
            (&words.report.warnings, 0, seen.warnings.len()),
            (&words.fit.next, 1, next),
            (&words.fit.advice, 2, advice),
        ] {
            let heading = heading.get(Lang::En);
            let (shown, more) = shown_and_left_out(&blocks, heading);
            assert!(shown >= least.min(there), "{}: {shown} of {there} under {heading}", seen.name());
            match shown {
                0 if there > 0 => assert!(left_out.contains(&format!("{heading} ({there})")), "{left_out}"),
                _ => assert_eq!(shown + more, there, "{}: {heading}", seen.name()),
            }
        }
        // Of what misleads and what should not wait neither hides the other.
        let page = unwrapped(&seen.page(Lang::En));
        let applies = |kind| assessment.advice.iter().any(|id| id.of(&built_in().advice).kind == kind);
        assert!(!applies(AdviceKind::RedFlag) || page.contains("Red flag: "), "{}: {page}", seen.name());
        assert!(!applies(AdviceKind::Contradiction) || page.contains("Speaks against it: "), "{}", seen.name());
    }
}

#[test]
fn whatever_somebody_wrote_the_page_stays_a_page() {
    let long = "x".repeat(5_000);
    let spaced = "no space left ".repeat(500);
    let seen = Seen::of(
        &json!({"format": "poems-case/1", "id": long, "note": spaced, "findings": {
            "polyneuropathy": {"answer": "present", "explained": long},
            "papilledema": {"answer": "present", "explained": spaced},
            "ascites": {"answer": "present", "explained": "\u{7684}".repeat(3_000)},
            long.as_str(): 1,
        }})
        .to_string(),
    );
    for lang in Lang::ALL {
        let page = seen.page(lang);
        assert!(page.lines().count() <= PAGE_LINES, "{page}");
        assert!(page.lines().all(|line| line.width() <= 80), "{page}");
        let whole = report::write(&seen.view(lang), Content::Full, Format::Markdown);
        assert!(whole.matches("no space left").count() > 140, "the note stands in the appendix");
    }
}

/// A digest changes with every word of the pack.
fn without_digest(text: &str) -> String {
    text.replace(&built_in().digest()[..12], "DIGEST")
}

/// A published or textbook case by its name.
fn seen(id: &str) -> &'static Seen {
    let is = |seen: &&Seen| seen.name() == id;
    every_case().iter().find(is).unwrap_or_else(|| panic!("no case {id}"))
}

#[test]
fn pages_and_letters_read_as_they_should_in_both_languages() {
    let empty = Seen::of(&json!({"format": "poems-case/1", "findings": {}}).to_string());
    let contradictory = Seen::of(include_str!("data/cases/ward-7.json"));
    let cases = [
        ("empty", &empty, "hematology"),
        ("ward-7", &contradictory, "neurology"),
        ("classic", seen("poems-classic"), "hematology"),
        ("cidp-label", seen("jnnp2017-igg-52m"), "hematology"),
        ("mgus", seen("mgus-neuropathy-70m"), "hematology"),
        ("amyloid", seen("al-cardiac-hb16-65f"), "hematology"),
        ("castleman", seen("scielo-pt2023-castleman-69f"), "neurology"),
    ];
    for (name, seen, reader) in cases {
        for (lang, ending) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            golden_text(&format!("page-{name}.{ending}.txt"), &without_digest(&seen.page(lang)));
            golden_text(&format!("letter-{name}.{ending}.txt"), &without_digest(&seen.letter(reader, lang)));
        }
    }
}

#[test]
fn the_documentation_shows_the_first_screen_of_a_page_as_it_is() {
    let page = seen("jnnp2017-igg-52m").page(Lang::En);
    let screen = page.lines().take(24).collect::<Vec<_>>().join("\n");
    let documented = include_str!("../docs/summary.md");
    assert!(documented.contains(&format!("```text\n{screen}\n```\n")), "{screen}");
}

// -------------------------------------------------------------------------------------------------------- letter

#[test]
fn a_letter_calls_nothing_absent_that_nobody_looked_for_and_nothing_urgent_without_a_red_flag() {
    let words = &built_in().interface.letter;
    for seen in every_case() {
        let letter = unwrapped(&seen.letter("hematology", Lang::En));
        let red_flag = |id: &poems::knowledge::AdviceId| id.of(&built_in().advice).kind == AdviceKind::RedFlag;
        let is_urgent = seen.assessment.advice.iter().any(red_flag);
        assert_eq!(letter.contains(words.urgent.get(Lang::En)), is_urgent, "{}", seen.name());
        let absent = |id| seen.case.known(id) == Some(&case::AnswerValue::Absent);
        let any_absent = built_in().sheet.key_findings().any(absent);
        assert_eq!(letter.contains("not found: "), any_absent, "{}: {letter}", seen.name());
    }
}

#[test]
fn a_letter_about_somebody_of_whom_nothing_is_known_has_no_empty_line_for_it() {
    for lang in Lang::ALL {
        let letter = Seen::of(r#"{"format": "poems-case/1", "findings": {}}"#).letter("hematology", lang);
        assert!(!letter.contains("\n\n\n"), "{letter}");
    }
}

#[test]
fn a_finding_that_is_not_known_is_in_no_letter() {
    let case = json!({"format": "poems-case/1", "findings":
        {"polyneuropathy": "present", "foot_drop": "unknown", "ascites": "absent", "papilledema": "unobtainable"}});
    let letter = unwrapped(&Seen::of(&case.to_string()).letter("neurology", Lang::En));
    let (_, known) = letter.split_once("What is known").unwrap();
    let (known, _) = known.split_once("What the criteria say").unwrap();
    assert!(known.contains("Polyneuropathy: present") && known.contains("not found: ascites"), "{known}");
    assert!(!known.contains("foot drop") && !known.contains("papilledema"), "{known}");
}

#[test]
fn the_sentences_of_a_letter_are_put_together_as_a_writer_would() {
    for seen in every_case().iter().step_by(examples(5, 1) as usize) {
        for reader in &built_in().workup.readers {
            for lang in Lang::ALL {
                let letter = seen.letter(&reader.id, lang);
                let text = unwrapped(&letter);
                for fault in [" ,", " ;", " .", "..", ";.", ":.", ",.", "()", "{", "\u{3002}\u{3002}"] {
                    assert!(!text.contains(fault), "{}: {fault:?} in\n{letter}", seen.name());
                }
                let is_wide = |line: &str| line.width() > 80;
                assert!(!letter.lines().any(is_wide), "{}\n{letter}", seen.name());
            }
        }
    }
}

#[test]
fn a_name_keeps_its_capital_within_a_sentence_and_an_abbreviation_too() {
    let wording = Wording::new(built_in(), Lang::En);
    for (text, within) in [
        ("Foot drop", "foot drop"),
        ("Castleman disease on lymph-node biopsy", "Castleman disease on lymph-node biopsy"),
        ("M-protein heavy chain", "M-protein heavy chain"),
        ("Anti-MAG antibody", "anti-MAG antibody"),
        ("IgA", "IgA"),
        ("VEGF, serum", "VEGF, serum"),
        ("", ""),
    ] {
        assert_eq!(wording.within(text), within);
    }
    let knowledge: &Knowledge = built_in();
    for name in &knowledge.proper_names {
        let starts = |label: &str| label.split(|c: char| !c.is_alphabetic()).next() == Some(name);
        let labels = knowledge.findings.iter().map(|finding| finding.label.get(Lang::En));
        let diseases = knowledge.literature.iter().flat_map(|literature| &literature.hypotheses);
        let mut all = labels.chain(diseases.map(|disease| disease.label.get(Lang::En)));
        assert!(all.any(starts), "nothing is called after {name}");
    }
}
