"""Reads HTML files as the HTML standard does, and stops at the first thing that is not well-formed."""

import sys
from pathlib import Path

import html5lib

elements = 0
for name in sys.argv[1:]:
    parser = html5lib.HTMLParser(strict=True)
    try:
        document = parser.parse(Path(name).read_text(encoding="utf-8"))
    except html5lib.html5parser.ParseError as error:
        sys.exit(f"{name}: {error} {parser.errors}")
    elements += sum(1 for _ in document.iter())
print(elements)
