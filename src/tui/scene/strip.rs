//! The line that is never scrolled away: the verdict of each set in use for the leading disease, and the fit.

use ratatui::layout::Rect;

use super::pane::{Placed, cut, lined, span};
use crate::engine::{Fit, SetAssessment};
use crate::say::document::{Line, Span, Tone};
use crate::say::{Wording, tone};
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::Common;
use crate::tui::model::chart::Chart;

/// The verdicts; of a text that is marked what is asked, since no verdict is shown before the learner has given one.
pub(super) fn strip(common: &Common, chart: &Chart, area: Rect, below: Rect) -> Vec<Placed> {
    let words = common.wording();
    if let Some(task) = &chart.task {
        return vec![cut(area, Tone::Strong, words.say(&task.ask))];
    }
    let sets: Vec<&SetAssessment> = words.current_sets(&chart.assessment).collect();
    let names = names(words, &sets);
    let verdicts = sets.iter().zip(&names).filter_map(|(set, name)| {
        let (_, conclusion) = set.leading()?;
        let verdict = format!("{name} {}", words.verdict_or_lack(conclusion));
        // Only a set that the sentence counts is seen from afar.
        Some(match words.knowledge.set(set.set).is_in_use() {
            true => (true, span(tone(conclusion.verdict), verdict)),
            false => (false, span(Tone::Plain, words.words().style.group(words.lang, verdict))),
        })
    });
    let mut verdicts: Vec<(bool, Span)> = verdicts.collect();
    let columns = usize::from(area.width);
    let used_by = |verdicts: &[(bool, Span)], gap: &str| -> usize {
        verdicts.iter().map(|(_, part)| fit::width(&part.text) + gap.len()).sum()
    };
    if used_by(&verdicts, " ") > columns + 1 {
        verdicts.retain(|(is_counted, _)| *is_counted);
    }
    let gap = if used_by(&verdicts, "  ") <= columns { "  " } else { " " };
    let used = used_by(&verdicts, gap);
    let verdicts: Vec<Span> = verdicts.into_iter().flat_map(|(_, verdict)| [verdict, span(Tone::Plain, gap)]).collect();
    // A percentage stands only where its setting does.
    let fit = chart.assessment.fit.as_ref().map_or_else(Vec::new, |fit| fits(words, fit, below.height > 0));
    let fit = fit.into_iter().find(|text| used + fit::width(text) <= columns);
    let right = fit.map(|text| {
        let width = fit::width(&text) as u16;
        (Rect { x: area.right() - width, width, ..area }, lined(Tone::Strong, text))
    });
    [(area, Line(verdicts))].into_iter().chain(right).collect()
}

/// Where the patient is seen, in the line below the strip, with the key that changes it.
pub(super) fn setting(common: &Common, chart: &Chart, below: Rect) -> Option<Placed> {
    let words = common.wording();
    let fit = chart.assessment.fit.as_ref().filter(|_| chart.task.is_none() && below.height > 0)?;
    let key = common.keys.keymap.first(Context::List, Action::Setting, words);
    let label = words.setting_label(fit.setting);
    let label = key.map_or_else(|| label.to_owned(), |key| words.aside(label, &key));
    let columns = usize::from(below.width) * 2 / 3;
    let text = format!(" {} ", fit::cut(&label, columns));
    let width = fit::width(&text) as u16;
    Some((Rect { x: below.right().saturating_sub(width + 1), width, ..below }, lined(Tone::Plain, text)))
}

/// A set by its short name, without the year unless two have the same one.
fn names(words: Wording, sets: &[&SetAssessment]) -> Vec<String> {
    let short = |set: &&SetAssessment| words.say(&words.knowledge.set(set.set).short);
    let plain = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().to_uppercase();
    let names: Vec<String> = sets.iter().map(|set| plain(short(set))).collect();
    let is_alone = |name: &String| !name.is_empty() && names.iter().filter(|other| *other == name).count() == 1;
    names
        .iter()
        .zip(sets)
        .map(|(name, set)| if is_alone(name) { name.clone() } else { short(set).to_owned() })
        .collect()
}

/// The fit from the fullest way to say it to the shortest.
fn fits(words: Wording, fit: &Fit, in_figures: bool) -> Vec<String> {
    let band = words.marked(words.band(fit.band), fit.doubtful);
    let in_a_word = format!("{} {band}", words.say(&words.words().fit_terminal.the_fit_head));
    let head = words.fit_head(fit);
    match (in_figures, fit.groups.is_empty()) {
        (true, false) => vec![format!("{head} {band}"), head, in_a_word],
        (true, true) => vec![head],
        (false, _) => vec![in_a_word],
    }
}
