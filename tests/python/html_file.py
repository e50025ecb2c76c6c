"""Reads an HTML file as the HTML standard does, and stops at the first thing that is not well-formed."""

import sys
from pathlib import Path

import html5lib

parser = html5lib.HTMLParser(strict=True)
document = parser.parse(Path(sys.argv[1]).read_text(encoding="utf-8"))
print(sum(1 for _ in document.iter()))
