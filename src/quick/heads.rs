//! A word that several names end with and that is written once: "pleural or pericardial effusion", "胸腔、心包积液".

use super::parts::Join;
use super::reader::{Heard, Reader};
use super::sense::Sense;
use crate::knowledge::{Meaning, Says, folded};

impl<'k> Reader<'_, 'k> {
    /// Gives what only leads to a finding the end of the name that it is joined to, where both together are a name.
    pub(super) fn share_heads(&self, heard: &mut [Heard<'k>]) {
        let mut is_list = false;
        let mut last = heard.last().map(|last| self.letters(last)).unwrap_or_default();
        for at in (0..heard.len().saturating_sub(1)).rev() {
            let join = heard.get(at + 1).and_then(|next| next.join);
            is_list = match join {
                Some(Join::List | Join::And | Join::Or) => true,
                Some(Join::Comma) => is_list,
                _ => false,
            };
            let Some(first) = heard.get_mut(at) else { return };
            let said = &first.mention.said;
            let is_bare = matches!(first.mention.sense, Sense::Finding(_, Says::Leads))
                && (said.value.is_none() && said.answer.is_none() && said.state.is_none());
            match self.joined(&self.letters(first), &last).filter(|_| is_list && is_bare) {
                Some(sense) => first.mention.sense = sense,
                None => last = self.letters(first),
            }
        }
    }

    /// The name that a beginning makes with the longest end of another name.
    fn joined(&self, beginning: &str, other: &str) -> Option<Sense<'k>> {
        let ends = other.char_indices().filter_map(|(at, _)| other.get(at..));
        let meanings = ends.filter_map(|end| self.lexicon.look_up(&format!("{beginning}{end}")).meanings);
        meanings.flatten().find_map(|meaning| match meaning {
            Meaning::Finding(id, says @ (Says::Name | Says::Narrow)) => Some(Sense::Finding(*id, *says)),
            _ => None,
        })
    }

    /// The letters of a name, as the lexicon has them.
    fn letters(&self, heard: &Heard) -> String {
        let piece = self.pieces.get(heard.mention.at).map_or(0..0, |piece| piece.span.clone());
        folded(self.slice(&piece)).replace(' ', "")
    }
}
