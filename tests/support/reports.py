"""Reports read back as their readers read them, and held against their schemas."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import xmlschema

SCHEMAS = Path(__file__).resolve().parents[1] / "cli" / "schemas"
_JSON_SCHEMAS = {
    "sarif": "sarif-schema-2.1.0.json",
    "gitlab": "gitlab-code-quality.schema.json",
    "rdjson": "rdformat.schema.json",
}
_LABEL = re.compile(r"(?:error|warning|information|hint)\[CUR\d{3}\]")
_URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+")


def count_findings(output_format: str, text: str) -> int:
    """How many findings a report holds, for one who reads the format."""
    if output_format == "full":
        return sum(bool(_LABEL.match(line)) for line in lines(text))
    if output_format == "concise":
        return len(lines(text)) - 1
    if output_format == "github":
        return len(read_commands(text))
    if output_format == "junit":
        return sum(len(case) for case in read_junit(text).iter("testcase"))
    report = read_json(output_format, text)
    if output_format == "sarif":
        return len(report["runs"][0]["results"])
    return len(report if output_format == "gitlab" else report["diagnostics"])


def lines(text: str) -> list[str]:
    """The lines of a text, which hold no character that somebody could take for a line's end or a terminal for its own."""
    found = text.split("\n")
    assert found.pop() == ""
    assert [line for line in found if re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", line)] == []
    return found


def read_json(output_format: str, text: str) -> Any:
    """A report as JSON, valid by its schema, in ASCII, and with no half of a surrogate pair in any string."""
    assert text.isascii()
    report = json.loads(text)
    json.dumps(report, ensure_ascii=False).encode()
    if output_format in _JSON_SCHEMAS:
        _validator(_JSON_SCHEMAS[output_format]).validate(report)
    return report


def read_junit(text: str) -> ET.Element:
    """A report as JUnit XML, valid by its schema."""
    assert text.isascii()
    root = ET.fromstring(text)
    _xml_schema().validate(root)
    for element in (root, *root.iter("testsuite")):
        assert element.get("tests") == str(len(list(element.iter("testcase"))))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
    return root


def read_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner reads them: name, properties and message of each line."""
    return [_command(line) for line in lines(text)]


def _command(line: str) -> tuple[str, dict[str, str], str]:
    assert line.startswith("::")
    head, mark, message = line[2:].partition("::")
    assert mark
    name, _, told = head.partition(" ")
    assert name in {"error", "warning", "notice"}
    pairs = [pair.split("=", 1) for pair in told.split(",")]
    properties = {key: unquote(value) for key, value in pairs}
    assert set(properties) - {"col", "endColumn"} == {"file", "line", "endLine", "title"}
    return name, properties, unquote(message)


def path_of_uri(uri: str) -> str:
    """The path that a URI of a SARIF report names."""
    assert _URI.fullmatch(uri), uri
    return unquote(uri, errors="surrogateescape")


@cache
def _validator(name: str) -> jsonschema.protocols.Validator:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@cache
def _xml_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
