//! What a teacher hands out: cards, decks, sheets.

mod support;

use poems::knowledge::Lang;
use poems::teach::cards::cards;
use support::built_in;

#[test]
fn dump() {
    for lang in [Lang::En, Lang::Zh] {
        let all = cards(built_in(), lang);
        println!("==== {lang:?} {}", all.len());
        for card in all {
            println!("{} | {}\n    {}", card.id, card.front, card.back.join("\n    "));
        }
    }
}
