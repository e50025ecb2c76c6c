//! Cards in Anki's text format: <https://docs.ankiweb.net/importing/text-files.html>.

use sha2::{Digest, Sha256};

use super::cards::Card;
use crate::json::shown;
use crate::knowledge::{Knowledge, Lang};
use crate::say::Wording;

/// The cards as a file to import; a card keeps its note when it is imported again.
pub fn anki(knowledge: &Knowledge, lang: Lang, cards: &[Card]) -> String {
    let wording = Wording::new(knowledge, lang);
    let words = &wording.words().cards;
    let deck = words.deck(lang, wording.say(&words.title));
    let name = one_line(&format!("{}::{deck}", wording.say(&knowledge.title)));
    let mut out =
        format!("#separator:tab\n#html:true\n#notetype:Basic\n#deck:{name}\n#guid column:1\n#tags column:4\n");
    for card in cards {
        out.push_str(&[guid(lang, card), html(&card.front), back(wording, card), tags(knowledge, card)].join("\t"));
        out.push('\n');
    }
    out
}

/// What Anki knows the note by: the same for the same card in the same language, on every machine.
pub fn guid(lang: Lang, card: &Card) -> String {
    let digest = Sha256::digest(format!("poems card {} {}", lang.tag(), card.id));
    digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// The kind of the card, and the set or finding it is about.
pub fn tags(knowledge: &Knowledge, card: &Card) -> String {
    let mut tags = vec!["poems".to_owned(), format!("poems::{}", card.kind.word())];
    tags.extend(card.set.map(|set| format!("poems::set::{}", knowledge.set(set).id)));
    tags.extend(card.finding.map(|finding| format!("poems::finding::{}", knowledge.finding(finding).id)));
    tags.join(" ")
}

fn back(wording: Wording, card: &Card) -> String {
    let answer = card.back.iter().map(|text| html(text)).collect::<Vec<_>>().join("<br>");
    let sources = card.sources.iter().enumerate().map(|(at, id)| {
        let text = wording.citation(id);
        format!("<br><small>[{}] {}</small>", at + 1, html(&text))
    });
    answer + &sources.collect::<String>()
}

/// Text as HTML on one line: no tab ends the field, no line break the note.
fn html(text: &str) -> String {
    let text = one_line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn one_line(text: &str) -> String {
    shown(&text.replace(['\t', '\r', '\n'], " "))
}
