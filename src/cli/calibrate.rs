//! `poems calibrate`: how good the fit's probabilities are on cases whose diagnosis is known.

use std::fs::File;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::arguments::{CalibrateOptions, TextOrJson};
use super::output::{complain, print};
use super::session::Session;
use super::source;
use super::{Failure, Status};
use crate::cohort::{Calibration, Labeled, Method, Subset, read_line, reliability};
use crate::json::{Limits, decode, rounded};
use crate::knowledge::{Literature, SettingId, Text};
use crate::report;
use crate::report::document::{Block, Level, Line, Table};
use crate::store::read_limited;

/// Measures the fit and its baselines on a cohort, or on the teaching cases.
pub fn command(options: &CalibrateOptions, session: &Session) -> Result<Status, Failure> {
    let literature = session.knowledge.literature.as_ref().ok_or_else(|| Failure::no_evidence(session))?;
    let mut calibration = Calibration::default();
    let mut add = |labeled: &Labeled| {
        calibration.add(&session.knowledge, literature, session.setting.unwrap_or_else(SettingId::first), labeled)
    };
    let status = match &options.cohort {
        Some(path) => cohort(path, session, literature, &mut add)?,
        None => {
            session.teaching_cases()?.iter().for_each(|case| add(&Labeled::of_teaching(literature, case)));
            Status::Done
        }
    };
    print(&match options.format {
        TextOrJson::Text => report::document_text(&document(session, literature, &calibration), session.style),
        TextOrJson::Json => format!("{}\n", values(session, literature, &calibration)),
    })?;
    Ok(status)
}

/// Reads a cohort line by line; a bad line is said, and the others still count.
fn cohort(
    path: &Path,
    session: &Session,
    literature: &Literature,
    add: &mut dyn FnMut(&Labeled),
) -> Result<Status, Failure> {
    let (name, bytes) = match path.to_str() {
        Some("-") => ("standard input".to_owned(), read_limited(io::stdin().lock(), Limits::CASE)),
        _ => (path.display().to_string(), File::open(path).and_then(|file| read_limited(file, Limits::CASE))),
    };
    let bytes = bytes.map_err(|error| Failure::of_file(Path::new(&name), "read", &error))?;
    let text = decode(&name, &bytes, Limits::CASE).map_err(|fault| Failure::Faults(vec![fault]))?;
    let mut status = Status::Done;
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read_line(&format!("{name}, line {}", at + 1), line, &session.knowledge, literature) {
            Ok(labeled) => add(&labeled),
            Err(faults) => {
                complain(&source::lines(&faults));
                status = Status::Input;
            }
        }
    }
    Ok(status)
}

fn document(session: &Session, literature: &Literature, calibration: &Calibration) -> Vec<Block> {
    let (wording, words) = (session.wording(), &session.knowledge.interface.calibration);
    let say = |text| wording.say(text);
    let setting = &literature.settings[session.setting.unwrap_or_else(SettingId::first).index()];
    let three = |value: Option<f64>| value.map_or(say(&words.none).to_owned(), |value| format!("{value:.3}"));
    let subject = say(&literature.hypothesis(literature.subject()).label);
    let mut blocks = vec![
        Block::Heading(Level::Title, Line::plain(say(&words.title))),
        Block::Paragraph(Line::plain(wording.pair(say(&words.setting), &wording.setting(setting)))),
        Block::Paragraph(Line::plain(say(&words.note))),
    ];
    for subset in Subset::ALL {
        let fit = calibration.scored(subset, Method::Fit);
        let positive = fit.iter().filter(|scored| scored.positive).count().to_string();
        let values = [("n", fit.len().to_string()), ("positive", positive), ("disease", subject.to_owned())];
        let count = words.count.fill(session.lang, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
        let mut measures = Table::new([&words.method, &words.auc, &words.brier].map(say));
        for method in Method::ALL {
            let measure = calibration.measure(subset, method);
            let name = say(method_word(session, method)).to_owned();
            measures.row([name, three(measure.auc), three(measure.brier)].map(Line::plain));
        }
        let head = [&words.predicted, &words.cases, &words.mean, &words.observed].map(say);
        let mut bins = Table::new(head);
        for (at, bin) in reliability(&fit).iter().enumerate() {
            let part = |value: f64| if bin.n > 0 { format!("{:.1}%", value * 100.0) } else { String::new() };
            let tenth = format!("{}-{}%", at * 10, at * 10 + 10);
            bins.row([tenth, bin.n.to_string(), part(bin.mean), part(bin.observed)].map(Line::plain));
        }
        let subset = match subset {
            Subset::All => &words.all,
            Subset::AllButDoubtful => &words.settled,
            Subset::Firm => &words.firm,
        };
        blocks.extend([
            Block::Heading(Level::Section, Line::plain(say(subset))),
            Block::Paragraph(Line::plain(count)),
            Block::Table(measures),
            Block::Heading(Level::Part, Line::plain(say(&words.reliability))),
            Block::Table(bins),
        ]);
    }
    blocks
}

fn method_word(session: &Session, method: Method) -> &Text {
    let words = &session.knowledge.interface.calibration;
    match method {
        Method::Fit => &words.fit,
        Method::CriteriaCounting => &words.counting,
        Method::BandsOverBackground => &words.bands,
    }
}

/// The same for programs.
fn values(session: &Session, literature: &Literature, calibration: &Calibration) -> Value {
    let subsets = Subset::ALL.map(|subset| {
        let fit = calibration.scored(subset, Method::Fit);
        let measures = Method::ALL.map(|method| {
            let measure = calibration.measure(subset, method);
            let method = match method {
                Method::Fit => "fit",
                Method::CriteriaCounting => "criteria_counting",
                Method::BandsOverBackground => "bands_over_background",
            };
            json!({"method": method, "auc": measure.auc.map(rounded), "brier": measure.brier.map(rounded)})
        });
        let bins: Vec<Value> = reliability(&fit)
            .iter()
            .enumerate()
            .map(|(at, bin)| {
                let part = |value: f64| (bin.n > 0).then(|| rounded(value));
                let from = rounded(at as f64 / 10.0);
                json!({"from": from, "n": bin.n, "mean": part(bin.mean), "observed": part(bin.observed)})
            })
            .collect();
        json!({
            "cases": match subset {
                Subset::All => "all",
                Subset::AllButDoubtful => "all_but_doubtful",
                Subset::Firm => "firm",
            },
            "n": fit.len(),
            "positive": fit.iter().filter(|scored| scored.positive).count(),
            "methods": measures,
            "reliability": bins,
        })
    });
    json!({
        "format": "poems-calibration/1",
        "program": env!("CARGO_PKG_VERSION"),
        "pack": {
            "id": session.knowledge.id,
            "version": session.knowledge.version,
            "sha256": session.knowledge.digest(),
        },
        "setting": literature.settings[session.setting.unwrap_or_else(SettingId::first).index()].id,
        "subsets": subsets,
    })
}
