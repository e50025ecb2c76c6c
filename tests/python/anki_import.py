"""Imports a file of cards with Anki's own library and compares what arrived with what was meant.

Usage: anki_import.py FILE.txt CARDS.json  (a list of {"guid", "front", "back", "tags"}, texts without markup)
"""

import html
import json
import re
import sys
import tempfile
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest


def text(field):
    """What a learner reads of a field: a line for each break."""
    lines = re.sub(r"<br\s*/?>", "\n", field)
    return html.unescape(re.sub(r"<[^>]*>", "", lines))


def bring_in(collection, path):
    metadata = collection.get_csv_metadata(path=path, delimiter=None)
    return collection.import_csv(ImportCsvRequest(path=path, metadata=metadata))


def main(path, expected):
    cards = json.loads(Path(expected).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        first = bring_in(collection, path)
        assert len(first.log.new) == len(cards), (len(first.log.new), len(cards))
        again = bring_in(collection, path)
        assert len(again.log.new) == 0, f"{len(again.log.new)} notes came twice"
        assert collection.note_count() == len(cards) == collection.card_count()
        notes = {}
        for note_id in collection.find_notes(""):
            note = collection.get_note(note_id)
            notes[note.guid] = note
        for card in cards:
            note = notes[card["guid"]]
            front, back = (text(field) for field in note.fields)
            assert front == card["front"], (front, card["front"])
            assert back == card["back"], (back, card["back"])
            assert sorted(note.tags) == sorted(card["tags"]), (note.tags, card["tags"])
            for field in note.fields:
                assert set(re.findall(r"</?([a-z]+)", field)) <= {"br", "small"}, field
        decks = [deck.name for deck in collection.decks.all_names_and_ids(skip_empty_default=True)]
        assert any("::" in name for name in decks), decks
        collection.close()
    print(f"{len(cards)} notes")


main(*sys.argv[1:])
