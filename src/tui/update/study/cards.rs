//! Flash cards: turned, graded, told in another language.

use super::next::{Next, turn};
use crate::teach::{Grade, What, cards};
use crate::tui::model::study::{Study, StudyPage};
use crate::tui::model::{Common, Effect};

pub(super) fn begin(study: &mut Study, common: &Common, topic: Option<&str>, count: usize, seed: Option<u64>) -> Next {
    let seed = seed.unwrap_or(study.since as u64);
    let mut all = study.stock.cards(common.knowledge, common.lang);
    all.retain(|card| topic.is_none_or(|topic| card.is_about(topic)));
    let dealt = cards::lineup(all, &study.progress, study.since, count, seed);
    study.cards = Some(cards::Round::new(dealt));
    turn(study, StudyPage::Cards, 0)
}

pub(super) fn choose(study: &mut Study, common: &mut Common, at: usize) -> Next {
    let Some(round) = &mut study.cards else { return Next::Stay };
    if round.card().is_none() {
        return turn(study, StudyPage::Menu, 0);
    }
    if !round.is_revealed() {
        round.reveal();
        return turn(study, StudyPage::Cards, Grade::Good as usize);
    }
    let Some(recall) = Grade::ALL.get(at).and_then(|grade| round.grade(*grade)) else { return Next::Stay };
    common.effects.push(Effect::WriteDown(What::Recall(recall)));
    turn(study, StudyPage::Cards, 0)
}

/// The cards that are dealt, in the language that is now spoken.
pub(crate) fn retell(study: &mut Study, common: &Common) {
    let Study { stock, cards: Some(round), .. } = study else { return };
    round.retell(stock.cards(common.knowledge, common.lang));
}

/// Takes back the last grade, once that is in the notebook.
pub(super) fn take_back(study: &mut Study, common: &mut Common) -> Next {
    match study.cards.as_ref().and_then(cards::Round::last_key) {
        None => common.notice = Some(common.words().cards.nothing_to_undo.clone()),
        Some(key) => common.effects.push(Effect::WriteDown(What::Undo(key))),
    }
    Next::Stay
}

/// The last grade is asked for again: its card lies turned.
pub(super) fn ungrade(study: &mut Study) -> Next {
    if let Some(round) = &mut study.cards {
        round.undo();
    }
    turn(study, StudyPage::Cards, Grade::Good as usize)
}
