//! `poems calibrate`: how good the fit's probabilities are on cases whose diagnosis is known.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::{Number, Value, json};

use super::arguments::{CalibrateOptions, TextOrJson};
use super::output::complain;
use super::session::Session;
use super::{Failure, Status};
use crate::cohort::{Calibration, Labeled, Method, Subset, read_line, reliability};
use crate::json::{Fault, Limits, MOST_SHOWN, probability, rounded, steady};
use crate::knowledge::{Literature, SettingId, Text};
use crate::report;
use crate::report::document::{Block, Level, Line, Table};
use crate::store::read_lines;

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
    match options.format {
        TextOrJson::Text => {
            session.print(&report::document_text(&document(session, literature, &calibration), session.style))?;
        }
        TextOrJson::Json => session.print_json(&format!("{}\n", values(session, literature, &calibration)))?,
    }
    Ok(status)
}

/// Reads a cohort line by line, however many there are; a bad line is said, and the others still count.
fn cohort(
    path: &Path,
    session: &Session,
    literature: &Literature,
    add: &mut dyn FnMut(&Labeled),
) -> Result<Status, Failure> {
    let (name, reader): (String, Box<dyn BufRead>) = match path.to_str() {
        Some("-") => ("standard input".to_owned(), Box::new(io::stdin().lock())),
        _ => {
            let file = File::open(path).map_err(|error| Failure::of_file(path, "read", &error))?;
            (path.display().to_string(), Box::new(BufReader::new(file)))
        }
    };
    let (mut lines, mut faulty) = (0, 0);
    let mut see = |number: usize, line: &[u8]| {
        if line.trim_ascii().is_empty() {
            return;
        }
        lines += 1;
        match read_line(&format!("{name}, line {number}"), line, &session.knowledge, literature) {
            Ok(labeled) => add(&labeled),
            Err(faults) => {
                let room = MOST_SHOWN.saturating_sub(faulty);
                faults.iter().take(room).for_each(|fault| complain(&fault.to_string()));
                faulty += faults.len();
            }
        }
    };
    read_lines(reader, Limits::CASE, &mut see).map_err(|error| Failure::of_file(Path::new(&name), "read", &error))?;
    if lines == 0 {
        let fault = Fault::of_file(&name, "there is no case in it").expected("a case a line, as JSON");
        return Err(Failure::Faults(vec![fault]));
    }
    if faulty > MOST_SHOWN {
        complain(&format!("and {} more", faulty - MOST_SHOWN));
    }
    Ok(if faulty > 0 { Status::Input } else { Status::Done })
}

fn document(session: &Session, literature: &Literature, calibration: &Calibration) -> Vec<Block> {
    let (wording, words) = (session.wording(), &session.knowledge.interface.calibration);
    let say = |text| wording.say(text);
    let setting = &literature.settings[session.setting.unwrap_or_else(SettingId::first).index()];
    let three = |value: Option<f64>| value.map_or(say(&words.none).to_owned(), |value| format!("{:.3}", steady(value)));
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
            let part = |value: f64| if bin.n > 0 { format!("{:.1}%", steady(value * 100.0)) } else { String::new() };
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
                // What was predicted is a probability; what was observed is a share of these very patients, often all.
                let (mean, observed) = (probability(bin.mean), rounded(bin.observed));
                let part = |value: Number| (bin.n > 0).then_some(value);
                let from = rounded(at as f64 / 10.0);
                json!({"from": from, "n": bin.n, "mean": part(mean), "observed": part(observed)})
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
