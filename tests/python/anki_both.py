"""Imports two packages of cards into one profile of Anki's own library, and says what is there.

Usage: anki_both.py FILE.apkg OTHER.apkg
"""

import sys
import tempfile
from pathlib import Path

from anki.collection import Collection
from anki_import import bring_in

with tempfile.TemporaryDirectory() as folder:
    collection = Collection(str(Path(folder) / "collection.anki2"))
    new = [str(len(bring_in(collection, path).new)) for path in sys.argv[1:]]
    kinds = {collection.get_note(id).mid for id in collection.find_notes("")}
    decks = {card.did for id in collection.find_cards("") for card in [collection.get_card(id)]}
    assert len(decks) == len(sys.argv[1:]), decks
    print(f"{' and '.join(new)} notes, {len(kinds)} kinds of note")
    collection.close()
