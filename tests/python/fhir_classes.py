"""Reads FHIR resources into the classes of `fhir.resources`, R4B, which are R4's for what is written here.

A resource a file, or one a line. Prints what they refuse and ends with 1, or prints how many resources were read.
"""

import importlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

# From version 7 on the package itself is R5.
OLD = int(version("fhir.resources").split(".")[0]) < 7
MODULE = "fhir.resources" if OLD else "fhir.resources.R4B"


def resources(file):
    text = Path(file).read_text(encoding="utf-8")
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def read(resource):
    kind = resource["resourceType"]
    made = getattr(importlib.import_module(f"{MODULE}.{kind.lower()}"), kind)
    made.parse_obj(resource) if OLD else made.model_validate(resource)


seen, refused = 0, False
for file in sys.argv[1:]:
    for at, resource in enumerate(resources(file)):
        seen += 1
        try:
            read(resource)
        except Exception as error:  # noqa: BLE001 - whatever they say is what we want to know
            refused = True
            print(f"{file}:{at + 1}: {' '.join(str(error).split())[:400]}")
if not refused:
    print(seen)
sys.exit(refused)
