#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/openapi.yaml as OpenAPI 3.1 wants it: every reference leads somewhere,
every operation has its own name, a sentence and answers, every parameter in a
path is declared, every schema in use and no name twice. Ends with the count."""
import pathlib
import re
import sys

import yaml

PATH = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/openapi.yaml"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


class Loader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping, which YAML lets the last win."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = sorted({str(k) for k in keys if keys.count(k) > 1})
        if twice:
            raise yaml.YAMLError(f"line {node.start_mark.line + 1}: {', '.join(twice)} is there twice")
        return super().construct_mapping(node, deep)


def references(node, way=""):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield way, value
            else:
                yield from references(value, f"{way}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from references(value, f"{way}/{i}")


def resolve(document, reference):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        part = part.replace("~1", "/").replace("~0", "~")
        node = node.get(part) if isinstance(node, dict) else None
    return node


def operations(document):
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, item, operation


def check_top(document):
    if not re.match(r"3\.[01]\.\d+$", str(document.get("openapi", ""))):
        yield "openapi is not 3.0 or 3.1"
    for member in ("title", "version"):
        if not document.get("info", {}).get(member):
            yield f"info has no {member}"
    if not document.get("paths"):
        yield "there are no paths"


def check_references(document):
    used = set()
    for way, reference in references(document):
        used.add(reference)
        if not reference.startswith("#/") or resolve(document, reference) is None:
            yield f"{way}: {reference} leads nowhere"
    for kind, things in document.get("components", {}).items():
        if kind != "securitySchemes":
            yield from (f"components/{kind}/{name} is not used" for name in things
                        if f"#/components/{kind}/{name}" not in used)


def check_operation(document, path, method, item, operation):
    place = f"{method.upper()} {path}"
    if not operation.get("summary") and not operation.get("description"):
        yield f"{place}: no summary"
    if not operation.get("operationId"):
        yield f"{place}: no operationId"
    if not any(str(code)[0] in "23" for code in operation.get("responses", {})):
        yield f"{place}: no answer for when it works"
    declared = set()
    for parameter in item.get("parameters", []) + operation.get("parameters", []):
        parameter = resolve(document, parameter["$ref"]) if "$ref" in parameter else parameter
        if parameter and parameter.get("in") == "path":
            declared.add(parameter.get("name"))
            if parameter.get("required") is not True:
                yield f"{place}: the path parameter {parameter.get('name')} is not required"
    wanted = set(re.findall(r"\{(\w+)\}", path))
    yield from (f"{place}: {name} is not declared" for name in sorted(wanted - declared))
    yield from (f"{place}: {name} is not in the path" for name in sorted(declared - wanted))
    for code, answer in operation.get("responses", {}).items():
        if "$ref" not in answer and not answer.get("description"):
            yield f"{place}: the answer {code} has no description"


def check_names(document):
    seen = {}
    for path, method, _, operation in operations(document):
        name = operation.get("operationId")
        if name and name in seen:
            yield f"{method.upper()} {path}: operationId {name} is that of {seen[name]} too"
        seen[name] = f"{method.upper()} {path}"


def main():
    document = yaml.load(PATH.read_text(encoding="utf-8"), Loader)
    checks = [list(check_top(document)), list(check_references(document)), list(check_names(document))]
    checks += [list(check_operation(document, *each)) for each in operations(document)]
    for problem in (p for problems in checks for p in problems):
        print(f"docs/openapi.yaml: {problem}")
    failed = sum(bool(problems) for problems in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
