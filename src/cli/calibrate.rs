//! `poems calibrate`: how good the fit's probabilities are on cases whose diagnosis is known.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::arguments::{CalibrateOptions, TextOrJson};
use super::output::complain;
use super::session::Session;
use super::{Failure, Status};
use crate::cohort::{
    Calibration, CalibrationJson, Labeled, Method, Subset, cllr, corrected, correction, cross_validated, read_line,
    smallest_cllr,
};
use crate::engine::reliability;
use crate::json::{Code, Fault, Limits, MOST_SHOWN, steady};
use crate::knowledge::{Literature, Text};
use crate::say::document::{Block, Level, Line, Table};
use crate::say::{self, JsonDocument};
use crate::store::Lines;

/// Measures the fit and its baselines on a cohort, or on the teaching cases.
pub(crate) fn command(options: &CalibrateOptions, session: &Session) -> Result<Status, Failure> {
    let literature = session.knowledge.literature.as_ref().ok_or_else(|| Failure::no_evidence(session))?;
    let mut calibration = Calibration::default();
    let mut add = |labeled: &Labeled| calibration.add(&session.knowledge, literature, session.setting, labeled);
    let status = match &options.cohort {
        Some(path) => cohort(path, session, literature, &mut add)?,
        None => {
            session.teaching_cases()?.iter().for_each(|case| add(&Labeled::of_teaching(literature, case)));
            Status::Done
        }
    };
    match options.format {
        TextOrJson::Text => {
            let document = document(session, literature, &calibration, options.fit);
            session.print(&say::text(&document, session.style))?;
        }
        TextOrJson::Json => {
            let document = CalibrationJson::of(&calibration, literature, session.setting, options.fit);
            session.print_json(&(document.written(&session.knowledge, session.lang) + "\n"))?;
        }
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
    let unreadable = |error| Failure::of_file(Path::new(&name), "read", &error);
    let mut reader = Lines::new(reader, Limits::CASE);
    while let Some((number, line)) = reader.next_line().map_err(unreadable)? {
        lines += 1;
        match read_line(&format!("{name}, line {number}"), line, &session.knowledge, literature) {
            Ok(labeled) => add(&labeled),
            Err(faults) => {
                let room = MOST_SHOWN.saturating_sub(faulty);
                faults.iter().take(room).for_each(|fault| complain(&fault.to_string()));
                faulty += faults.len();
            }
        }
    }
    if lines == 0 {
        let fault = Fault::of_file(&name, Code::EmptyFile, "there is no case in it").expected("a case a line, as JSON");
        return Err(Failure::Faults(vec![fault]));
    }
    if faulty > MOST_SHOWN {
        complain(&format!("and {} more", faulty - MOST_SHOWN));
    }
    Ok(if faulty > 0 { Status::Input } else { Status::Done })
}

fn document(session: &Session, literature: &Literature, calibration: &Calibration, fit_anew: bool) -> Vec<Block> {
    let (wording, words) = (session.wording(), &session.knowledge.interface.calibration);
    let say = |text| wording.say(text);
    let setting = session.setting.map(|setting| wording.setting(literature.setting(setting)));
    let setting = setting.unwrap_or_else(|| say(&words.own_setting).to_owned());
    let three = |value: Option<f64>| three(session, value);
    let subject = say(&literature.hypothesis(literature.subject()).label);
    let mut blocks = vec![
        Block::Heading(Level::Title, Line::plain(say(&words.title))),
        Block::Paragraph(Line::plain(wording.pair(say(&words.setting), &setting))),
        Block::Paragraph(Line::plain(say(&words.note))),
    ];
    for subset in Subset::ALL {
        let fit = calibration.scored(subset, Method::Fit);
        let positive = fit.iter().filter(|scored| scored.positive).count();
        let count = words.count(session.lang, fit.len(), positive, subject);
        let mut measures = Table::new([&words.method, &words.auc, &words.brier].map(say));
        for method in Method::ALL {
            let measure = calibration.measure(subset, method);
            let name = say(method_word(session, method)).to_owned();
            measures.row([name, three(measure.auc), three(measure.brier)].map(Line::plain));
        }
        let head = [&words.predicted, &words.cases, &words.mean, &words.observed].map(say);
        let mut bins = Table::new(head);
        for (at, bin) in reliability::<10>(&fit).iter().enumerate() {
            let part = |value: f64| if bin.n > 0 { format!("{:.1}%", steady(value * 100.0)) } else { String::new() };
            let tenth = format!("{}-{}%", at * 10, at * 10 + 10);
            bins.row([tenth, bin.n.to_string(), part(bin.mean), part(bin.observed)].map(Line::plain));
        }
        let heading = match subset {
            Subset::All => &words.all,
            Subset::AllButDoubtful => &words.settled,
            Subset::Firm => &words.firm,
        };
        blocks.extend([
            Block::Heading(Level::Section, Line::plain(say(heading))),
            Block::Paragraph(Line::plain(count)),
            Block::Table(measures),
            Block::Table(ratios(session, literature, calibration, subset)),
            Block::Heading(Level::Part, Line::plain(say(&words.reliability))),
            Block::Table(bins),
        ]);
    }
    blocks.push(Block::Heading(Level::Section, Line::plain(say(&words.by_setting))));
    blocks.push(Block::Table(by_setting(session, literature, calibration)));
    if fit_anew {
        blocks.push(Block::Heading(Level::Section, Line::plain(say(&words.correction))));
        blocks.push(Block::Paragraph(Line::plain(anew(session, calibration))));
    }
    blocks
}

/// How good the likelihood ratios are, and where the true disease stands.
fn ratios(session: &Session, literature: &Literature, calibration: &Calibration, subset: Subset) -> Table {
    let (wording, words) = (session.wording(), &session.knowledge.interface.calibration);
    let rated = calibration.rated(subset);
    let places = calibration.places(subset);
    let mut table = Table::new([&words.measure, &words.value].map(|text| wording.say(text)));
    let corrected = corrected(literature, &rated);
    let share = |n: usize| share(session, n, places.cases);
    let rows = [
        (&words.cllr, three(session, cllr(&rated))),
        (&words.smallest_cllr, three(session, smallest_cllr(&rated))),
        (&words.corrected_cllr, three(session, cllr(&corrected))),
        (&words.first, share(places.first)),
        (&words.among_three, share(places.among_three)),
    ];
    for (name, value) in rows {
        table.row([Line::plain(wording.say(name)), Line::plain(value)]);
    }
    table
}

fn three(session: &Session, value: Option<f64>) -> String {
    let none = session.wording().say(&session.knowledge.interface.calibration.none);
    value.map_or(none.to_owned(), |value| format!("{:.3}", steady(value)))
}

fn share(session: &Session, n: usize, of: usize) -> String {
    match of {
        0 => session.wording().say(&session.knowledge.interface.calibration.none).to_owned(),
        _ => format!("{n}/{of} ({:.0}%)", n as f64 / of as f64 * 100.0),
    }
}

/// The measures of each setting.
fn by_setting(session: &Session, literature: &Literature, calibration: &Calibration) -> Table {
    let (wording, words) = (session.wording(), &session.knowledge.interface.calibration);
    let head = [&words.setting, &words.cases, &words.auc, &words.brier, &words.cllr, &words.smallest_cllr];
    let mut table =
        Table::new(head.into_iter().chain([&words.first, &words.among_three]).map(|text| wording.say(text)));
    for (setting, of_setting) in calibration.by_setting() {
        let measure = of_setting.measure(Subset::All, Method::Fit);
        let (rated, places) = (of_setting.rated(Subset::All), of_setting.places(Subset::All));
        let cells = [
            wording.say(&literature.setting(setting).label).to_owned(),
            rated.len().to_string(),
            three(session, measure.auc),
            three(session, measure.brier),
            three(session, cllr(&rated)),
            three(session, smallest_cllr(&rated)),
            share(session, places.first, places.cases),
            share(session, places.among_three, places.cases),
        ];
        table.row(cells.map(Line::plain));
    }
    table
}

/// The correction as these cases say it, and what it is worth on those left out.
fn anew(session: &Session, calibration: &Calibration) -> String {
    let words = &session.knowledge.interface.calibration;
    let rated = calibration.rated(Subset::All);
    let Some(found) = correction(&rated) else { return session.wording().say(&words.none).to_owned() };
    let left_out = cross_validated(&rated).and_then(|left_out| cllr(&left_out));
    let [offset, slope] = [found.offset, found.slope].map(|value| format!("{:.2}", steady(value)));
    words.found(session.lang, offset, slope, three(session, left_out))
}

fn method_word(session: &Session, method: Method) -> &Text {
    let words = &session.knowledge.interface.calibration;
    match method {
        Method::Fit => &words.fit,
        Method::CriteriaCounting => &words.counting,
        Method::BandsOverBackground => &words.bands,
    }
}
