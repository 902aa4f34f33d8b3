#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Validates debslim's JSON output against data/schemas.

json_check.py SCHEMAS RECORDS
    Each record of a case consists of RECORDS/NAME, the standard output of a run with --json,
    and RECORDS/NAME.run, its status and then its arguments, one per line. A run prints exactly
    one document; that of a failing run contains an error.
json_check.py SCHEMAS
    Checks the schemas themselves.

Prints one line for each fault, with the path in the document and the reason, and exits with 1.
"""
import json
import os
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit("python3-jsonschema is not installed")

COMMANDS = "build", "plan", "why", "check", "profiles", "rules", "cache"
ARRAYS = "plan-all", "profiles", "rules"


def load(schemas, name):
    with open(f"{schemas}/{name}.schema.json", encoding="utf-8") as file:
        return json.load(file)


def schema_of(arguments, document):
    """The name of the schema for a run's output; `profiles` prints a list, or a single profile if named."""
    words = [a for a in arguments if not a.startswith("-")]
    command = words[0] if words and words[0] in COMMANDS else "build"
    if command == "build" and ("-s" in arguments or "--simulate" in arguments):
        command = "plan"
    if command == "plan" and "--all" in arguments:
        return "plan-all"
    if command == "profiles" and not isinstance(document, list):
        return "profile"
    return command


def place(path):
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path) or "."


def reasons(error):
    """The underlying errors, if one of several alternatives should have matched."""
    return [leaf for part in error.context for leaf in reasons(part)] or [error]


class Checker:
    def __init__(self, schemas):
        self.schemas = schemas
        self.validators = {}
        self.seen = set()

    def faults(self, name, document):
        if name not in self.validators:
            self.validators[name] = Draft202012Validator(load(self.schemas, name))
        for error in self.validators[name].iter_errors(document):
            for leaf in reasons(error):
                yield f"{place(leaf.absolute_path)}: {leaf.message[:300]} ({name}.schema.json)"

    def check_text(self, text, status, arguments):
        if status >= 128 and not text:
            return
        if not text:
            if status or (arguments[:2] != ["cache", "clean"]):
                yield "nothing was printed"
            return
        try:
            document = json.loads(text)
        except ValueError as error:
            yield f"not one JSON value: {error}"
            return
        elements = document if isinstance(document, list) else [document]
        failed = [e for e in elements if isinstance(e, dict) and isinstance(e.get("error"), dict)]
        if bool(status) != bool(failed):
            yield f"status {status}, and {'an' if failed else 'no'} error in the document"
        if failed == [document] and set(document) <= {"schema", "error"}:
            yield from self.faults("error", document)
            return
        name = schema_of(arguments, document)
        if name in ARRAYS and not isinstance(document, list):
            yield f"an array was expected ({name}.schema.json)"
        for i, element in enumerate(elements):
            for fault in self.faults(name, element):
                yield f"[{i}]{fault}" if isinstance(document, list) else fault

    def check_record(self, path):
        with open(path, "rb") as file:
            text = file.read()
        with open(path + ".run", encoding="utf-8", errors="surrogateescape") as file:
            status, *arguments = file.read().split("\n")[:-1]
        if "--" in arguments:
            arguments = arguments[: arguments.index("--")]
        key = hash((text, status, tuple(arguments)))
        if key in self.seen or "--json" not in arguments or {"--help", "-h", "--version"} & set(arguments):
            return
        self.seen.add(key)
        for fault in self.check_text(text, int(status), arguments):
            yield f"debslim {' '.join(arguments)}: {fault}"


def check_schemas(schemas):
    """Checks that each schema is valid, and that files agree on definitions that they share."""
    shared = {}
    for file in sorted(os.listdir(schemas)):
        schema = load(schemas, file.removesuffix(".schema.json"))
        for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
            yield f"{file}: {place(error.absolute_path)}: {error.message[:300]}"
        for name, part in schema.get("$defs", {}).items():
            if shared.setdefault(name, part) != part:
                yield f"{file}: $defs.{name} differs from that of another schema"


def main():
    if len(sys.argv) == 2:
        faults = check_schemas(sys.argv[1])
    else:
        checker = Checker(sys.argv[1])
        names = sorted(n for n in os.listdir(sys.argv[2]) if not n.endswith(".run"))
        faults = (f for n in names for f in checker.check_record(f"{sys.argv[2]}/{n}"))
    bad = 0
    for fault in faults:
        print(fault.encode("utf-8", "backslashreplace").decode("utf-8"))
        bad += 1
        if bad == 20:
            break
    sys.exit(1 if bad else 0)


main()
