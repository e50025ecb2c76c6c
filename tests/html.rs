//! The page that is sent: it stands by itself, says the same to eye and ear, and whatever is written in a case stays text.

mod binary;
#[path = "support/readers.rs"]
mod readers;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use binary::User;
use poems::case::{Case, teaching_cases};
use poems::engine::assess;
use poems::knowledge::{self, Knowledge, Lang, Layer};
use poems::report::{self, Content, Format, View};
use poems::teach::sheet::sheet;
use readers::{browser_says, python_says};
use serde_json::json;
use support::{built_in, case, case_of, load, read_layer};

fn page(knowledge: &Knowledge, case: &Case, content: Content, lang: Lang) -> String {
    let assessment = assess(knowledge, case);
    let view = View { knowledge, case, assessment: &assessment, lang, sets: &[], warnings: &[] };
    report::write(&view, content, Format::Html)
}

fn teaching() -> Vec<(String, Case)> {
    teaching_cases(built_in()).unwrap().into_iter().map(|case| (case.id.to_string(), case.case)).collect()
}

fn teaching_case(id: &str) -> Case {
    teaching().into_iter().find(|(found, _)| found == id).unwrap_or_else(|| panic!("no case {id}")).1
}

/// The tags of a page, each with its attributes: our writer escapes every other `<`, and quotes every value.
fn tags(page: &str) -> Vec<(&str, BTreeMap<&str, &str>)> {
    let opened = page.split('<').skip(1).filter(|tag| !tag.starts_with(['/', '!']));
    opened
        .map(|text| {
            let name = text.split([' ', '>']).next().unwrap();
            let mut attributes = BTreeMap::new();
            let mut rest = text[name.len()..].trim_start();
            while !rest.starts_with('>') {
                let (attribute, value) = rest.split_once("=\"").unwrap_or_else(|| panic!("{text}"));
                let (value, after) = value.split_once('"').unwrap();
                assert_eq!(attributes.insert(attribute, value), None, "{text}");
                rest = after.trim_start();
            }
            (name, attributes)
        })
        .collect()
}

/// What a reader sees, without tags and style.
fn text_of(page: &str) -> String {
    let body = &page[page.find("<body>").unwrap()..];
    let text: String = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    signs.iter().fold(text, |text, (written, sign)| text.replace(written, sign))
}

const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "nav",
    "main",
    "article",
    "section",
    "footer",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "a",
    "span",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "svg",
    "rect",
    "line",
    "circle",
    "text",
];

/// Nothing that could run, load or lead anywhere, and nothing that could not be heard.
fn is_sound(page: &str, name: &str) {
    let mut ids = BTreeSet::new();
    let (mut referred, mut levels) = (Vec::new(), Vec::new());
    for (element, attributes) in tags(page) {
        assert!(ELEMENTS.contains(&element), "{name}: <{element}>");
        for (attribute, value) in &attributes {
            assert!(
                !attribute.starts_with("on") && !["src", "style"].contains(attribute),
                "{name}: {attribute}={value}"
            );
            match *attribute {
                "href" => referred.push(value.strip_prefix('#').unwrap_or_else(|| panic!("{name}: leads to {value}"))),
                "aria-labelledby" => referred.push(value),
                "id" => assert!(ids.insert(*value), "{name}: {value} twice"),
                "x" | "x1" | "x2" | "cx" | "width" if value.ends_with('%') => {
                    let place: f64 = value.trim_end_matches('%').parse().unwrap();
                    assert!((0.0..=100.0).contains(&place), "{name}: drawn at {value}");
                }
                _ => {}
            }
        }
        match element {
            "th" => assert!(attributes.contains_key("scope"), "{name}: a header of nothing"),
            "table" => assert!(attributes.contains_key("aria-labelledby"), "{name}: a table without a name"),
            "svg" => assert!(attributes.contains_key("aria-label") || attributes["aria-hidden"] == "true", "{name}"),
            "h1" | "h2" | "h3" | "h4" => levels.push(element.as_bytes()[1] - b'0'),
            _ => {}
        }
    }
    for id in referred {
        assert!(ids.contains(id), "{name}: nothing is called {id}");
    }
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
    assert!(levels.first() == Some(&1) && levels.windows(2).all(|two| two[1] <= two[0] + 1), "{name}: {levels:?}");
    for landmark in ["<header>", "<main>", "</main><footer>", "<title>", "default-src 'none'"] {
        assert_eq!(page.matches(landmark).count(), 1, "{name}: {landmark}");
    }
    for outside in ["@import", "url(", "<!--"] {
        assert!(!page.contains(outside), "{name}: {outside}");
    }
}

#[test]
fn the_page_of_every_teaching_case_stands_by_itself() {
    for lang in Lang::ALL {
        for (id, case) in teaching() {
            let page = page(built_in(), &case, Content::Page, lang);
            is_sound(&page, &id);
            assert!(page.contains(&format!("<html lang=\"{}\">", lang.tag())), "{id}");
            assert!(page.len() < 60_000, "{id}: {} bytes", page.len());
        }
    }
}

#[test]
fn the_appendix_begins_on_a_sheet_of_its_own_and_says_all_that_the_text_says() {
    let case = teaching_case("bmchematol2017-portal-46m");
    for lang in Lang::ALL {
        let full = page(built_in(), &case, Content::Full, lang);
        is_sound(&full, "full");
        assert_eq!(full.matches("<div class=\"sheet").count(), 2);
        // What is said is the same: each finding of the answers, each source.
        let assessment = assess(built_in(), &case);
        let view = View { knowledge: built_in(), case: &case, assessment: &assessment, lang, sets: &[], warnings: &[] };
        let linear = report::write(&view, Content::Full, Format::Text(poems::say::Style::Linear));
        let said = text_of(&full);
        let items =
            linear.lines().filter_map(|line| line.split_once(". ")).filter(|(number, _)| number.parse::<u8>().is_ok());
        assert!(items.clone().count() > 10);
        for (_, item) in items {
            let item = item.trim_end_matches([':', '\u{ff1a}']);
            assert!(said.contains(item), "{item}");
        }
    }
}

#[test]
fn the_evidence_is_drawn_on_its_side_and_its_numbers_stand_beside_it() {
    let case = teaching_case("jnnp2017-igg-52m");
    let page = page(built_in(), &case, Content::Page, Lang::En);
    let fit = assess(built_in(), &case).fit.unwrap();
    let table = page.split_once("<table class=\"bars\"").unwrap().1.split_once("</table>").unwrap().0;
    let rows: Vec<&str> = table.split("<tr").skip(2).collect();
    assert_eq!(rows.len(), fit.groups.len() + 2, "each group, the odds before and the odds now");
    for (row, group) in rows[1..].iter().zip(&fit.groups) {
        let side = if group.log_ratio < 0.0 { "against" } else { "for" };
        assert!(
            row.contains(&format!("<rect class=\"{side}\"")) && row.contains(&format!("aria-label=\"{side}\"")),
            "{row}"
        );
        assert!(row.contains("class=\"whisker\""), "{row}");
        let ratio = poems::say::figures::ratio(group.log_ratio.exp());
        assert!(row.contains(&format!(">{ratio} (")), "{ratio}: {row}");
    }
    let scale = page.split_once("<figure class=\"scale\">").unwrap().1.split_once("</figure>").unwrap().0;
    for said in ["aria-label=\"POEMS syndrome: 93%", "Now: 93%", "90% interval: 86-97%", "Before anything is known: 1%"]
    {
        assert!(scale.contains(said), "{said}: {scale}");
    }
}

#[test]
fn where_there_are_very_many_groups_the_lighter_ones_are_one_bar_and_it_still_adds_up() {
    let case = teaching_case("bmchematol2017-portal-46m");
    let fit = assess(built_in(), &case).fit.unwrap();
    let page = page(built_in(), &case, Content::Page, Lang::En);
    let others = fit.groups.len() - 12;
    assert!(page.contains(&format!("{others} lighter groups together")));
    let mut weights: Vec<f64> = fit.groups.iter().map(|group| group.log_ratio).collect();
    weights.sort_by(|one, other| other.abs().total_cmp(&one.abs()));
    let together: f64 = weights[12..].iter().sum();
    let row = page.split_once("lighter groups together").unwrap().1.split_once("</tr>").unwrap().0;
    assert!(row.contains(&format!(">{}<", poems::say::figures::ratio(together.exp()))), "{row}");
}

const HOSTILE: &str = "</title><script>alert(1)</script> \"' onload=x ]]> --> <svg><text> javascript:alert(2) & &lt; \u{202e}gnp\u{202c} \u{0}\u{1b}]0;x\u{7}\u{9b}31m\u{fdd0}\u{1fffe} {x}";

fn hostile() -> Case {
    let answer = |answer: &str| json!({"answer": answer, "note": HOSTILE, "explained": HOSTILE});
    let findings = json!({
        "papilledema": answer("present"),
        "peripheral_edema": answer("present"),
        "ascites": {"answer": "present", "note": HOSTILE},
        "polyneuropathy": "present",
    });
    case_of(built_in(), &json!({"format": "poems-case/1", "id": HOSTILE, "note": HOSTILE, "findings": findings}))
}

#[test]
fn whatever_is_written_in_a_case_stays_text() {
    for content in [Content::Page, Content::Full] {
        for lang in Lang::ALL {
            let page = page(built_in(), &hostile(), content, lang);
            is_sound(&page, "hostile");
            let said = text_of(&page);
            assert!(said.contains("</title><script>alert(1)</script> \"' onload=x ]]> -->"), "{said}");
            for c in page.chars() {
                assert!(c == '\n' || !poems::json::steers(c), "{c:?}");
                assert!(!matches!(c, '\u{fdd0}'..='\u{fdef}') && c as u32 & 0xfffe != 0xfffe, "{c:?}");
            }
        }
    }
}

#[test]
fn whatever_is_written_in_a_pack_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/criteria/mhlw-2015.json");
    let mut set: serde_json::Value = serde_json::from_str(&fs::read_to_string(source).unwrap()).unwrap();
    let mark = "<img src=x onerror=alert(1)>";
    set["short"]["en"] = json!(mark);
    set["criteria"][0]["title"]["en"] = json!(mark);
    fs::create_dir(folder.path().join("criteria")).unwrap();
    fs::write(folder.path().join("criteria/mhlw-2015.json"), set.to_string()).unwrap();
    let pack: Vec<Layer> = vec![knowledge::embedded(), read_layer(folder.path())];
    let page = page(&load(pack), &teaching_case("jnnp2017-igg-52m"), Content::Page, Lang::En);
    is_sound(&page, "pack");
    assert!(text_of(&page).contains(mark));
}

/// How far two colors are apart for the eye: the contrast of WCAG.
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |color: &str| {
        let digits = color.trim_start_matches('#');
        let digits = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn what_is_written_and_drawn_can_be_told_from_the_paper_in_light_and_dark() {
    let page = page(built_in(), &teaching_case("igg4rd-28f"), Content::Page, Lang::En);
    let mut schemes = 0;
    for block in page.split(":root {").skip(1).map(|rest| rest.split_once('}').unwrap().0) {
        let colors: BTreeMap<&str, &str> = block.split(';').filter_map(|one| one.trim().split_once(": #")).collect();
        let (Some(paper), Some(tint)) = (colors.get("--paper"), colors.get("--tint")) else { continue };
        schemes += 1;
        for text in ["--ink", "--soft", "--met", "--not-met", "--open"] {
            for ground in [paper, tint] {
                let found = contrast(colors[text], ground);
                assert!(found >= 4.5, "{text} on #{ground}: {found:.2}");
            }
        }
        assert!(contrast(colors["--bar"], paper) >= 3.0, "{}", contrast(colors["--bar"], paper));
    }
    assert_eq!(schemes, 2, "light and dark");
}

#[test]
fn several_cases_are_one_page_with_a_list_that_leads_to_each() {
    let user = User::new();
    let cases = ["case:igg4rd-28f", "case:jnnp2017-igg-52m", "case:mgus-neuropathy-70m"];
    let run = user.run([&["assess", "--format", "html", "-o", "all.html"], &cases[..]].concat());
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    let page = fs::read_to_string(user.home().join("all.html")).unwrap();
    is_sound(&page, "several");
    assert_eq!(page.matches("<article").count(), 3);
    assert!(page.contains("<title>3 findings summaries</title>"));
    assert!(page.contains("<a href=\"#a1\">jnnp2017-igg-52m</a>"));
    // One that cannot be read takes nothing from the others.
    let run = user.run(["assess", "--format", "html", "case:igg4rd-28f", "no-such-case"]);
    assert_ne!(run.status, 0);
    assert!(run.out.starts_with("<!DOCTYPE html>") && run.out.ends_with("</html>\n"), "{}", run.out);
}

#[test]
fn a_page_goes_to_a_terminal_without_utf8_as_references() {
    let user = User::new();
    let run =
        binary::run(user.command().env("LC_ALL", "C").args(["assess", "case:igg4rd-28f", "--format", "html"]), "");
    assert!(run.out.is_ascii() && !run.out.contains("\\u{"), "{}", run.err);
}

#[test]
fn two_sets_side_by_side_are_a_page_too() {
    let user = User::new();
    let run = user.run(["compare", "dispenzieri-2023", "mhlw-2015", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.err);
    is_sound(&run.out, "compare");
}

/// Every kind of page, as files: what must fit one sheet of paper in a folder of its own.
fn write_pages(folder: &Path) {
    let one_sheet = folder.join("one-sheet");
    fs::create_dir_all(&one_sheet).unwrap();
    let write = |path: &Path, page: String| fs::write(path, page).unwrap();
    let workup = &built_in().workup;
    for lang in Lang::ALL {
        let tag = &lang.tag()[..2];
        for (id, case) in teaching() {
            write(&one_sheet.join(format!("{id}.{tag}.html")), page(built_in(), &case, Content::Page, lang));
        }
        let (met, open) = (teaching_case("bmchematol2017-portal-46m"), teaching_case("cdip-ten-years-42f"));
        for (name, case) in [("met", &met), ("open", &open), ("hostile", &hostile())] {
            write(&folder.join(format!("{name}.{tag}.html")), page(built_in(), case, Content::Page, lang));
        }
        let classroom = teaching_cases(built_in()).unwrap();
        let handed_out: Vec<_> = classroom.iter().take(3).collect();
        write(&folder.join(format!("sheet.{tag}.html")), sheet(built_in(), &handed_out, lang));
        write(&folder.join(format!("full.{tag}.html")), page(built_in(), &met, Content::Full, lang));
        for reader in &workup.readers {
            let letter = Content::Letter(workup.find_reader(&reader.id).unwrap());
            write(&folder.join(format!("letter-{}.{tag}.html", reader.id)), page(built_in(), &open, letter, lang));
        }
        let nothing = case(built_in(), r#"{"format": "poems-case/1", "findings": {}}"#);
        write(&folder.join(format!("nothing.{tag}.html")), page(built_in(), &nothing, Content::Page, lang));
    }
}

#[test]
fn other_readers_take_every_page() {
    let folder = tempfile::tempdir().unwrap();
    write_pages(folder.path());
    let files = |folder: &Path| -> Vec<_> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "html")).collect()
    };
    let all: Vec<_> = files(folder.path()).into_iter().chain(files(&folder.path().join("one-sheet"))).collect();
    let paths: Vec<&Path> = all.iter().map(|path| path.as_path()).collect();
    assert!(paths.len() > 100, "{}", paths.len());
    python_says("html_file.py", &paths);
    if let Some(said) = browser_says("pages.mjs", &[folder.path()]) {
        println!("{said}");
    }
}
