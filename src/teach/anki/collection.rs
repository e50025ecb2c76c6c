//! What stands in the collection of a package: one kind of note, one deck, and a card for each note.
//!
//! The tables are those of schema 11, which every Anki since 2012 reads. The importer counts checksums and makes indexes
//! by itself.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::sqlite::{Cell, Table, database};
use crate::knowledge::Lang;
use crate::teach::schedule::Moment;

/// The fields of a note. They are the same in both languages: renaming one would be another kind of note.
const FIELDS: [&str; 4] = ["Front", "Back", "Notes", "Sources"];

/// What stands between two fields.
const BETWEEN: &str = "\u{1f}";

const FRONT: &str = include_str!("front.html");
const BACK: &str = include_str!("back.html");
const STYLE: &str = include_str!("note.css");

/// A card as Anki has it.
pub(super) struct Note {
    /// What it is known by in every collection.
    pub guid: String,
    /// Words without spaces.
    pub tags: Vec<String>,
    /// HTML.
    pub fields: [String; FIELDS.len()],
}

/// The number of a language's kind of note and of its deck, the same in every package: what was imported once is found
/// again. Anki itself takes a time for it; so many bits every client can count in.
fn id(lang: Lang) -> i64 {
    let digest = Sha256::digest(format!("poems cards {}", lang.tag()));
    digest.iter().take(5).fold(0, |number, byte| number << 8 | i64::from(*byte))
}

/// The database; the deck's name is its parent's and its own.
pub(super) fn collection(lang: Lang, [pack, deck]: [&str; 2], notes: &[Note], made: Moment) -> Vec<u8> {
    let id = id(lang);
    let number = |at: usize| made * 1000 + at as i64;
    let models = json!({ id.to_string(): model(id, &format!("{pack}: {deck}"), made) });
    let decks = json!({
        "1": self::deck(1, "Default", made),
        id.to_string(): self::deck(id, &format!("{pack}::{deck}"), made),
    });
    let head = [
        Cell::Null,
        Cell::Integer(made),
        Cell::Integer(made * 1000),
        Cell::Integer(made * 1000),
        Cell::Integer(11),
        Cell::Integer(0),
        Cell::Integer(0),
        Cell::Integer(0),
        text("{}"),
        text(models),
        text(decks),
        text("{}"),
        text("{}"),
    ];
    let of_note = |(at, note): (usize, &Note)| {
        let row = vec![
            Cell::Null,
            text(&note.guid),
            Cell::Integer(id),
            Cell::Integer(made),
            Cell::Integer(NOT_SYNCHRONIZED),
            // Anki finds a tag by the spaces around it.
            text(format!(" {} ", note.tags.join(" "))),
            text(note.fields.join(BETWEEN)),
            text(note.fields.first().map_or("", String::as_str)),
            Cell::Integer(0),
            Cell::Integer(0),
            text(""),
        ];
        (number(at), row)
    };
    let of_card = |at: usize| {
        let place = at as i64 + 1;
        let head = [Cell::Null, Cell::Integer(number(at)), Cell::Integer(id), Cell::Integer(0), Cell::Integer(made)];
        // New, and none of what only a card that was learned has.
        let new = [NOT_SYNCHRONIZED, 0, 0, place, 0, 0, 0, 0, 0, 0, 0, 0].map(Cell::Integer);
        (number(at), head.into_iter().chain(new).chain([text("")]).collect())
    };
    let [col, notes_table, cards, reviews, graves] = COLUMNS;
    let table = |(name, columns), rows| Table { name, columns, rows };
    database(&[
        table(col, vec![(1, head.into())]),
        table(notes_table, notes.iter().enumerate().map(of_note).collect()),
        table(cards, (0..notes.len()).map(of_card).collect()),
        table(reviews, Vec::new()),
        table(graves, Vec::new()),
    ])
}

/// What has the mark of a change that no server has seen.
const NOT_SYNCHRONIZED: i64 = -1;

/// The tables and their columns.
const COLUMNS: [(&str, &str); 5] = [
    (
        "col",
        "id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer, \
         ls integer, conf text, models text, decks text, dconf text, tags text",
    ),
    (
        "notes",
        "id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, flds text, sfld text, \
         csum integer, flags integer, data text",
    ),
    (
        "cards",
        "id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer, type integer, \
         queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer, \
         odue integer, odid integer, flags integer, data text",
    ),
    (
        "revlog",
        "id integer primary key, cid integer, usn integer, ease integer, ivl integer, lastIvl integer, \
         factor integer, time integer, type integer",
    ),
    ("graves", "usn integer, oid integer, type integer"),
];

/// The kind of note: a question, and an answer with what is said beside it.
fn model(id: i64, name: &str, made: Moment) -> Value {
    let fields = FIELDS.iter().zip(0..).map(|(name, at)| {
        json!({ "name": name, "ord": at, "sticky": false, "rtl": false, "font": "Arial", "size": 20, "media": [] })
    });
    let template = json!({
        "name": "Card 1", "ord": 0, "qfmt": FRONT.trim_end(), "afmt": BACK.trim_end(), "bqfmt": "", "bafmt": "",
        "did": null,
    });
    json!({
        "id": id, "name": name, "type": 0, "mod": made, "usn": NOT_SYNCHRONIZED, "sortf": 0, "did": null,
        "flds": fields.collect::<Value>(), "tmpls": [template], "css": STYLE, "latexPre": "", "latexPost": "",
        "req": [[0, "any", [0]]], "tags": [], "vers": [],
    })
}

fn deck(id: i64, name: &str, made: Moment) -> Value {
    json!({
        "id": id, "name": name, "mod": made, "usn": NOT_SYNCHRONIZED, "desc": "", "dyn": 0, "conf": 1,
        "collapsed": false, "browserCollapsed": false, "extendNew": 0, "extendRev": 0,
        "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
    })
}

fn text(text: impl ToString) -> Cell {
    Cell::Text(text.to_string())
}
