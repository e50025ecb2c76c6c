"""Imports a package of cards with Anki's own library and compares what arrived with what was meant.

In English, Chinese and German profiles whose last note was a cloze: every card becomes one basic card, and comes once.

Usage: anki_import.py FILE.apkg CARDS.json  (a list of {"guid", "fields", "tags"}, texts without markup)
"""

import html
import json
import re
import sys
import tempfile
from pathlib import Path

import anki.lang
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

PROFILES = ["en_US", "zh_CN", "de_DE"]
CLOZE = 1


def bring_in(collection, path):
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False)
    request = ImportAnkiPackageRequest(package_path=str(Path(path).absolute()), options=options)
    return collection.import_anki_package(request).log


def text(field):
    """What a learner reads of a field: a line for each break."""
    lines = re.sub(r"<br\s*/?>", "\n", field)
    return html.unescape(re.sub(r"<[^>]*>", "", lines))


def add_cloze(collection):
    kind = next(kind for kind in collection.models.all() if kind["type"] == CLOZE)
    note = collection.new_note(kind)
    note.fields[0] = "{{c1::one}}"
    collection.add_note(note, 1)
    collection.models.set_current(kind)
    return note.id


def in_profile(lang, path, cards, folder):
    anki.lang.set_lang(lang)
    collection = Collection(str(Path(folder) / f"{lang}.anki2"))
    cloze = add_cloze(collection)
    first = bring_in(collection, path)
    assert len(first.new) == len(cards), (len(first.new), len(cards))
    again = bring_in(collection, path)
    assert not again.new and not again.updated, (len(again.new), len(again.updated))
    ids = [id for id in collection.find_notes("") if id != cloze]
    assert len(ids) == len(cards) == collection.card_count() - 1, (len(ids), collection.card_count())
    notes = {note.guid: note for note in map(collection.get_note, ids)}
    for card in cards:
        note = notes[card["guid"]]
        assert note.note_type()["type"] != CLOZE, note.note_type()["name"]
        assert [text(field) for field in note.fields] == card["fields"], (note.fields, card["fields"])
        assert sorted(note.tags) == sorted(card["tags"]), (note.tags, card["tags"])
        for field in note.fields:
            assert set(re.findall(r"</?([a-z]+)", field)) <= {"br"}, field
        (shown,) = note.cards()
        front, back = card["fields"][:2]
        assert front in html.unescape(shown.question()) and back in html.unescape(shown.answer())
        assert "::" in collection.decks.name(shown.did), collection.decks.name(shown.did)
    problems, sound = collection.fix_integrity()
    assert sound, problems
    collection.close()


def main(path, expected):
    cards = json.loads(Path(expected).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for lang in PROFILES:
            in_profile(lang, path, cards, folder)
    print(f"{len(cards)} notes in {len(PROFILES)} profiles")


if __name__ == "__main__":
    main(*sys.argv[1:])
