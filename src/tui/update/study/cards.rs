//! Flash cards: turned, graded, told in another language.

use crate::teach::{Grade, What, cards};
use crate::tui::Effect;
use crate::tui::model::Model;
use crate::tui::study::StudyPage;

pub(super) fn begin_cards(model: &mut Model, count: usize, seed: Option<u64>) {
    let Some(study) = &mut model.study else { return };
    let seed = seed.unwrap_or(study.since as u64);
    let all = cards::cards(model.knowledge, model.lang);
    let dealt = cards::lineup(all, &study.progress, study.since, count, seed);
    study.cards = Some(cards::Round::new(dealt));
    study.turn_to(StudyPage::Cards, 0);
}

pub(super) fn choose_on_card(model: &mut Model, at: usize) {
    let Some(study) = &mut model.study else { return };
    let Some(round) = &mut study.cards else { return };
    if !round.is_revealed() {
        round.reveal();
        return study.turn_to(StudyPage::Cards, Grade::Good as usize);
    }
    let recall = Grade::ALL.get(at).and_then(|grade| round.grade(*grade));
    model.effects.extend(recall.map(|recall| Effect::WriteDown(What::Recall(recall))));
    let page = if round.card().is_some() { StudyPage::Cards } else { StudyPage::Menu };
    study.turn_to(page, 0);
}

/// The cards that are dealt, in the language that is now spoken.
pub fn retell(model: &mut Model) {
    let (knowledge, lang) = (model.knowledge, model.lang);
    if let Some(round) = model.study.as_mut().and_then(|study| study.cards.as_mut()) {
        round.retell(cards::cards(knowledge, lang));
    }
}

/// Takes back the last grade.
pub(super) fn take_back(model: &mut Model) {
    let words = &model.words().cards;
    let Some(study) = &mut model.study else { return };
    match study.cards.as_mut().and_then(cards::Round::undo) {
        None => model.notice = Some(words.nothing_to_undo.clone()),
        Some(key) => {
            model.effects.push(Effect::WriteDown(What::Undo(key)));
            model.notice = Some(words.undone.clone());
            study.turn_to(StudyPage::Cards, Grade::Good as usize);
        }
    }
}
