//! What stands first on the page, and last: who it is, the result, the next step; what made the page.

use super::Page;
use crate::say::COLUMNS;
use crate::say::document::{Block, Level, Line, Tone};

/// So much of what somebody wrote freely of the patient is shown: two lines.
const NOTE: usize = 2 * COLUMNS - 10;

/// So much of a name.
const NAME: usize = 40;

/// So many digits of the pack's digest tell it from any other.
const DIGEST: usize = 12;

impl<'v> Page<'v> {
    pub(super) fn head(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(Level::Title, Line::plain(self.say(&self.wording.words().report.title)))];
        blocks.push(Block::Paragraph(Line::plain(self.wording.list(self.who()))));
        if let Some(note) = &self.view.case.note {
            let note = self.wording.shortened(note, NOTE);
            blocks.push(Block::Paragraph(self.wording.named(&self.wording.words().report.note, &note)));
        }
        let result = self.wording.in_one_sentence(self.view.known());
        let mut brief = vec![self.wording.named(&self.words.result, &result)];
        brief.extend(self.next_in_short().map(|next| self.wording.named(&self.words.next, &next)));
        blocks.extend(brief.into_iter().map(Block::Paragraph));
        blocks
    }

    /// The case, the patient, where and when, and how much is known.
    fn who(&self) -> Vec<String> {
        let (report, wording, view) = (&self.wording.words().report, self.wording, self.view);
        let name = view.case.id.as_deref();
        let name = name.map_or(self.say(&report.unnamed).to_owned(), |id| wording.shortened(id, NAME));
        let mut facts = vec![wording.pair(self.say(&report.case), &name)];
        for id in crate::case::AT_TOP.iter().filter_map(|top| view.knowledge.find(top)) {
            if view.case.known(id).is_some() {
                facts.push(wording.pair(wording.label(id), &wording.now(view.known(), id)));
            }
        }
        if let Some(fit) = &view.assessment.fit {
            facts.push(wording.pair(self.say(&wording.words().fit.setting), wording.setting_label(fit.setting)));
        }
        let latest = view.case.answers().filter_map(|(_, answer)| answer.date).max();
        facts.extend(latest.map(|date| wording.pair(self.say(&self.words.latest), &date.to_string())));
        facts.push(report.answered(view.lang, view.assessment.answered, view.assessment.of));
        facts
    }

    /// The first examination to come; once the disease is found, what is missing before treatment.
    fn next_in_short(&self) -> Option<String> {
        let workup = &self.view.knowledge.workup;
        if let Some(staging) = &self.view.assessment.staging {
            let missing: Vec<_> = staging.iter().filter(|staged| !staged.missing.is_empty()).collect();
            let first = missing.first().map(|staged| self.say(&workup.staging_item(staged.item).label))?;
            return Some(self.words.before_treatment(self.view.lang, missing.len(), staging.len(), first));
        }
        let next = self.view.assessment.next.first()?;
        Some(self.wording.pair(self.say(&workup.test(next.test).label), &self.wording.changes(next)))
    }

    /// What made the page, and that it is no diagnosis.
    pub(super) fn foot(&self) -> Block {
        let knowledge = self.view.knowledge;
        let digest: String = knowledge.digest().chars().take(DIGEST).collect();
        let program = env!("CARGO_PKG_VERSION");
        let made_by = self.words.made_by(self.view.lang, program, &knowledge.id, &knowledge.version, digest);
        Block::Paragraph(Line::default().with(Tone::Plain, made_by))
    }
}
