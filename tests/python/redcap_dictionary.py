"""Checks a REDCap data dictionary by the rules that REDCap documents for its upload. Knows nothing of the program."""
import csv
import re
import sys

COLUMNS = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
]
KINDS = {"text", "notes", "dropdown", "radio", "checkbox", "calc", "descriptive", "file", "slider", "yesno",
         "truefalse", "sql"}
VALIDATIONS = {"", "number", "integer", "date_ymd", "date_mdy", "date_dmy", "datetime_ymd", "email", "phone", "time",
               "zipcode"}
RESERVED = {"redcap_event_name", "redcap_data_access_group", "redcap_repeat_instrument", "redcap_repeat_instance",
            "redcap_survey_identifier"}
TOKEN = re.compile(r"\s*(\[[a-z][a-z0-9_]*\]|'[^']*'|\"[^\"]*\"|<>|<=|>=|=|<|>|\(|\)|and\b|or\b|-?\d+(?:\.\d+)?)", re.I)

faults = []


def fault(row, text):
    faults.append(f"line {row}: {text}")


def choices(row, text):
    """The codes of the choices, each with a label."""
    codes = []
    for part in text.split("|"):
        code, comma, label = part.strip().partition(",")
        if not comma or not label.strip():
            fault(row, f"a choice without a code or a label: {part!r}")
        if not re.fullmatch(r"[A-Za-z0-9_]+", code.strip()):
            fault(row, f"no code: {code!r}")
        codes.append(code.strip())
    if len(set(codes)) != len(codes):
        fault(row, f"a code stands twice: {codes}")
    return codes


def logic(row, text, earlier):
    """A condition: comparisons joined by and/or, with brackets that close."""
    tokens, at = [], 0
    while at < len(text.rstrip()):
        found = TOKEN.match(text, at)
        if not found:
            return fault(row, f"branching logic that cannot be read at {text[at:at + 20]!r}")
        tokens.append(found.group(1))
        at = found.end()

    def operand(rest):
        if not rest:
            raise ValueError("it ends too early")
        head, tail = rest[0], rest[1:]
        if head.startswith("[") and head[1:-1] not in earlier:
            raise ValueError(f"{head} is no field above")
        if not (head.startswith(("[", "'", '"')) or re.fullmatch(r"-?\d+(\.\d+)?", head)):
            raise ValueError(f"{head} is no operand")
        return head, tail

    def comparison(rest):
        if rest and rest[0] == "(":
            rest = condition(rest[1:])
            if not rest or rest[0] != ")":
                raise ValueError("a bracket is not closed")
            return rest[1:]
        left, rest = operand(rest)
        if not rest or rest[0] not in ("=", "<>", "<", ">", "<=", ">="):
            raise ValueError("no comparison")
        right, rest = operand(rest[1:])
        if left.startswith("[") and right.startswith("'") and earlier[left[1:-1]]:
            if right.strip("'") and right.strip("'") not in earlier[left[1:-1]]:
                raise ValueError(f"{right} is no code of {left}")
        return rest

    def condition(rest):
        rest = comparison(rest)
        while rest and rest[0].lower() in ("and", "or"):
            rest = comparison(rest[1:])
        return rest

    try:
        if condition(tokens):
            raise ValueError("something stands behind the condition")
    except ValueError as error:
        fault(row, f"branching logic {text!r}: {error}")


def number(row, text, what):
    if text and not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text):
        fault(row, f"{what} is no number: {text!r}")
    return float(text) if text else None


def main(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    if rows[0] != COLUMNS:
        fault(1, f"the columns are not those of a data dictionary: {set(rows[0]) ^ set(COLUMNS)}")
    fields, forms = {}, []
    for at, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(COLUMNS):
            fault(at, f"{len(cells)} cells")
            continue
        (name, form, header, kind, label, options, note, validation, least, most, identifies, shown_if, required,
         alignment, _, matrix, _, annotation) = cells
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name.endswith("_") or "__" in name or len(name) > 26:
            fault(at, f"no name of a field: {name!r}")
        if name in fields or name in RESERVED:
            fault(at, f"the name {name!r} is taken")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", form):
            fault(at, f"no name of an instrument: {form!r}")
        if form not in forms:
            forms.append(form)
        elif forms[-1] != form:
            fault(at, f"the instrument {form} is taken up again")
        if kind not in KINDS:
            fault(at, f"no kind of field: {kind!r}")
        if not label.strip():
            fault(at, "no label")
        codes = []
        if kind in ("radio", "dropdown", "checkbox"):
            codes = choices(at, options)
        elif kind != "calc" and options:
            fault(at, "choices of a field that has none")
        if validation not in VALIDATIONS or (validation and kind != "text"):
            fault(at, f"no validation: {validation!r}")
        low, high = number(at, least, "min"), number(at, most, "max")
        if (low is not None or high is not None) and validation != "number":
            fault(at, "limits of what is no number")
        if low is not None and high is not None and low >= high:
            fault(at, "limits that nothing fits between")
        if identifies not in ("", "y") or required not in ("", "y"):
            fault(at, "a flag is y or empty")
        if alignment not in ("", "LV", "LH", "RV", "RH") or matrix:
            fault(at, "alignment or matrix")
        if shown_if:
            logic(at, shown_if, fields)
        default = re.search(r"@DEFAULT='([^']*)'", annotation)
        if "@" in annotation and not default:
            fault(at, f"no action tag: {annotation!r}")
        if default and codes and default.group(1) not in codes:
            fault(at, f"the default is no choice: {default.group(1)}")
        for text in (label, header, note, options):
            if re.search(r"<[^\s]", text) or re.search(r"\[[a-z]", text):
                fault(at, f"text that would be taken for a tag or a field: {text!r}")
        fields[name] = codes
    if rows[1][0] != "record_id" or rows[1][3] != "text":
        fault(2, "the first field names the record")
    print("\n".join(faults) or f"{len(fields)} fields in {len(forms)} instruments")
    return 1 if faults else 0


sys.exit(main(sys.argv[1]))
