//! The lines of a result tree about what else could explain the findings that count in a set.

use super::tree::Outline;
use crate::engine::SetAssessment;
use crate::tui::model::node::Node;

impl Outline<'_> {
    /// What else could explain what counts, before the set is called met.
    pub(super) fn causes(&mut self, assessed: &SetAssessment) {
        let (id, words) = (assessed.set, self.words);
        if assessed.attribution.is_empty() {
            return;
        }
        let report = &words.words().report;
        let state = |entered| words.say(if entered { &report.cause_entered } else { &report.cause_open });
        let counts = [true, false].map(|entered| {
            let causes = assessed.attribution.iter().flat_map(|found| &found.causes);
            (entered, causes.filter(|cause| cause.entered == entered).count())
        });
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let tag = words.names(counts.map(|(entered, count)| format!("{count} {}", state(*entered))));
        let title = words.say(&report.causes);
        let open = self.head(Node::Causes(id), 1, title, tag, false);
        for found in assessed.attribution.iter().filter(|_| open) {
            let text = words.answered(self.chart.known(), found.finding);
            self.line(Node::Explicable(id, found.criterion, found.finding), 2, text).target = Some(found.finding);
            for cause in &found.causes {
                let text = words.label(cause.finding);
                let line = self.line(Node::Cause(id, found.criterion, found.finding, cause.finding), 3, text);
                line.tag = state(cause.entered).to_owned();
                line.target = Some(cause.finding);
            }
        }
    }
}
