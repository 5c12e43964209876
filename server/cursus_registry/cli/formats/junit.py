"""JUnit XML as Jenkins, GitLab and Azure read it: a suite for each file that was judged, a case for each finding.

Errors and warnings are failures, whatever makes the command fail; information and hints are output of a case that
passed. A file without findings is one case that passed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats.plain import harmless, in_cell
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import Encoding, Range

COLUMNS = Encoding.UTF32
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_TOOL = "cursus-registry"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def render(report: Report) -> str:
    """The report as XML in ASCII, so that no encoding on the way can hurt it."""
    suites = ET.Element("testsuites", name=_TOOL)
    found_in: dict[str, list[Diagnostic]] = {path: [] for path in report.paths}
    for found in report.diagnostics:
        found_in[found.path].append(found)
    for path, diagnostics in found_in.items():
        _add_suite(suites, report, path, diagnostics)
    _count(suites, tests=_tests(suites), failures=_failures(suites), errors=0)
    ET.indent(suites)
    data: bytes = ET.tostring(suites, encoding="us-ascii", xml_declaration=False)
    return f"{_DECLARATION}\n{data.decode('ascii')}\n"


def _add_suite(suites: ET.Element, report: Report, path: str, diagnostics: list[Diagnostic]) -> None:
    name = _legal(report.told_path(path))
    suite = ET.SubElement(suites, "testsuite", name=name)
    seen: Counter[str] = Counter()
    for found in diagnostics:
        title = _legal(f"{found.code}: {found.message}")
        seen[title] += 1  # two cases of one name would be taken for one
        title = title if seen[title] == 1 else f"{title} ({seen[title]})"
        _add_outcome(ET.SubElement(suite, "testcase", name=title, classname=name), report, found)
    if not diagnostics:
        ET.SubElement(suite, "testcase", name="no findings", classname=name)
    _count(suite, tests=_tests(suite), failures=_failures(suite), errors=0)


def _add_outcome(case: ET.Element, report: Report, found: Diagnostic) -> None:
    text = "\n".join(_legal(line) for line in _lines(report, found))
    if found.severity <= Severity.WARNING:
        failure = ET.SubElement(
            case, "failure", type=found.severity.label, message=_legal(found.message + in_cell(found))
        )
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text


def _lines(report: Report, found: Diagnostic) -> Iterator[str]:
    place = f"{_place(report, found.path, found.range)}{in_cell(found)}"
    yield f"{place}: {found.severity.label}[{found.code}] {found.message}"
    yield from (f"{_place(report, other.path, other.range)}: {other.message}" for other in found.related)
    yield found.url


def _place(report: Report, path: str, place: Range) -> str:
    return f"{report.told_path(path)}:{place.start.line + 1}:{place.start.character + 1}"


def _legal(text: str) -> str:
    """A text without characters that XML cannot hold, not even escaped."""
    return _NO_CHARACTERS.sub("\ufffd", harmless(text))


def _tests(element: ET.Element) -> int:
    return sum(1 for _ in element.iter("testcase"))


def _failures(element: ET.Element) -> int:
    return sum(1 for _ in element.iter("failure"))


def _count(element: ET.Element, **counts: int) -> None:
    for name, count in counts.items():
        element.set(name, str(count))
