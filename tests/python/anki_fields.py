"""Says whether SQLite and Anki's own library find a package sound, how many notes arrive, and the fields of the first.

Usage: anki_fields.py FILE.apkg
"""

import json
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path

from anki.collection import Collection
from anki_import import bring_in

with tempfile.TemporaryDirectory() as folder:
    with zipfile.ZipFile(sys.argv[1]) as package:
        assert package.testzip() is None
        package.extract("collection.anki2", folder)
    database = sqlite3.connect(Path(folder) / "collection.anki2")
    (integrity,) = database.execute("PRAGMA integrity_check").fetchone()
    database.close()
    collection = Collection(str(Path(folder) / "profile.anki2"))
    notes = len(bring_in(collection, sys.argv[1]).new)
    first = collection.get_note(min(collection.find_notes("")))
    print(json.dumps({"integrity": integrity, "notes": notes, "first": first.fields}))
    collection.close()
