//! The result: every verdict with its reasons, the fit, what else it could be, and what to do next.

use super::say::place;
use super::walk::Walk;
use crate::cli::talk::command::plain;
use crate::cli::talk::said;
use crate::engine::{self, Attribution, ConclusionAssessment, Verdict};
use crate::json::shown;
use crate::knowledge::Text;
use crate::report::{self, Outcome};
use crate::say::Style;
use crate::say::document::Block;

impl Walk<'_> {
    /// The answer in short, and how to have the rest; or all that the screen of results shows, or one of its parts, by
    /// name or number. `None` where there is no such part.
    pub(crate) fn result(&self, part: &str) -> Option<Vec<String>> {
        let words = self.wording.words();
        if part.is_empty() {
            let rest = shown(self.wording.say(&words.ask.result_parts));
            return Some(self.in_short().into_iter().chain([String::new(), rest]).collect());
        }
        let Outcome { stands, missing, weight, rivals, sources } = report::outcome(&self.view());
        let verdicts = || [self.verdicts(), apart(&stands)].concat();
        let views = &words.results;
        let names: [&Text; 6] =
            [&words.ask.everything, &views.verdicts, &views.missing, &views.weight, &views.rivals, &views.sources];
        let asked = plain(part);
        let is_named = |name: &&Text| [&name.en, &name.zh].into_iter().any(|name| plain(name) == asked);
        let at = asked.parse().ok().filter(|number| *number > 0).or_else(|| names.iter().position(is_named))?;
        match at {
            0 => Some([verdicts(), apart(&missing), apart(&weight), apart(&rivals)].concat()),
            1 => Some(verdicts()),
            2 => Some(said(&missing)),
            3 => Some(said(&weight)),
            4 => Some(said(&rivals)),
            5 => Some(said(&sources)),
            _ => None,
        }
    }

    /// The result in one sentence; each current set with why; what weighs most.
    fn in_short(&self) -> Vec<String> {
        let wording = self.wording;
        let mut lines =
            vec![wording.pair(wording.say(&wording.words().terminal.result), &wording.in_one_sentence(self.known()))];
        for found in wording.current_sets(&self.assessment) {
            let set = wording.knowledge.set(found.set);
            lines.push(wording.pair(wording.say(&set.short), &wording.verdict_of(found)));
            lines.push(format!("- {}", wording.sentence(&wording.why(self.known(), found))));
        }
        lines.extend(self.weightiest());
        lines.iter().map(|line| shown(line)).collect()
    }

    /// The same with the other sets, and the commoner causes of what counts.
    fn verdicts(&self) -> Vec<String> {
        let (wording, words) = (self.wording, &self.wording.words().ask);
        let mut lines = Vec::new();
        let current: Vec<_> = wording.current_sets(&self.assessment).map(|found| found.set).collect();
        for found in self.assessment.sets.iter().filter(|found| !current.contains(&found.set)) {
            let set = wording.knowledge.set(found.set);
            for (conclusion, found) in set.conclusions.iter().zip(&found.conclusions) {
                lines.push(words.verdict(
                    wording.lang,
                    wording.say(&set.short),
                    wording.say(&conclusion.title),
                    wording.marked(&wording.reading(set, found), !found.doubtful.is_empty()),
                ));
                lines.extend(self.because(found));
            }
        }
        let causes = self.causes();
        if !causes.is_empty() {
            lines.extend([String::new(), wording.pair(wording.say(&wording.words().report.causes), "")]);
            lines.extend(causes);
        }
        self.in_short().into_iter().chain(lines.iter().map(|line| shown(line))).collect()
    }

    /// What weighs most for the disease and against it, and what comes next after it.
    fn weightiest(&self) -> Vec<String> {
        let (wording, words) = (self.wording, &self.wording.words().ask);
        let Some(fit) = &self.assessment.fit else { return Vec::new() };
        let [most_for, most_against] = wording.weightiest(fit);
        let named = |label, said: String| (!said.is_empty()).then(|| wording.pair(wording.say(label), &said));
        let lines = [
            named(&words.fit, self.fit_in_short(fit)),
            wording.why_wide(fit),
            named(&words.most_for, most_for),
            named(&words.most_against, most_against),
            named(&words.runners_up, wording.runners_up(fit)),
        ];
        lines.into_iter().flatten().collect()
    }

    /// The whole summary, as other commands print it in plain mode.
    pub(crate) fn report(&self) -> Vec<String> {
        report::write(&self.view(), report::Content::Full, report::Format::Text(Style::Linear))
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// The commoner causes of what counts; each finding with its place, where it can be explained.
    fn causes(&self) -> Vec<String> {
        let line = |found: &Attribution| {
            let place = self.question_of(found.finding).map_or_else(String::new, |question| place(question) + " ");
            shown(&format!("- {place}{}", self.wording.attribution(found)))
        };
        engine::attributed(&self.assessment.sets).into_iter().map(line).collect()
    }

    /// The answers that force a verdict.
    fn because(&self, found: &ConclusionAssessment) -> Option<String> {
        let (words, wording) = (&self.wording.words().report, self.wording);
        let label = match found.verdict {
            Verdict::Met => &words.because,
            Verdict::NotMet => &words.not_because,
            Verdict::Undetermined => return None,
        };
        let reasons = wording.reasons(self.known(), &found.because);
        (!reasons.is_empty()).then(|| format!("- {}", wording.pair(wording.say(label), &reasons)))
    }
}

/// A document after a pause; nothing where it says nothing.
fn apart(blocks: &[Block]) -> Vec<String> {
    let said = said(blocks);
    if said.is_empty() { said } else { [String::new()].into_iter().chain(said).collect() }
}
