"""For people: each finding with the line it is on, carets under the place, and the other places concerned."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import click

from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats.plain import harmless, in_cell, summary
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import Encoding, SourceText

COLUMNS = Encoding.UTF32

_COLOURS = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFORMATION: "blue",
    Severity.HINT: "cyan",
}
_TAB = "    "
_WIDEST = 160


def render(report: Report) -> str:
    """All findings, and the sum; colours are taken out again where the output is no terminal."""
    blocks = ["".join(f"{line}\n" for line in _block(report, found)) for found in report.diagnostics]
    return "\n".join([*blocks, f"{summary(report)}\n"])


def _block(report: Report, found: Diagnostic) -> Iterator[str]:
    colour = _COLOURS[found.severity]
    label = click.style(f"{found.severity.label}[{found.code}]", fg=colour, bold=True)
    yield f"{label} {found.name}: {click.style(harmless(found.message), bold=True)}"
    start = found.range.start
    yield f"  --> {harmless(report.shown_path(found.path))}:{start.line + 1}:{start.character + 1}{in_cell(found)}"
    yield from _excerpt(report.sources[found.path], found, colour)
    for other in found.related:
        at = other.range.start
        place = f"{report.shown_path(other.path)}:{at.line + 1}:{at.character + 1}"
        yield f"   = {harmless(place)}: {harmless(other.message)}"
    for fix in found.fixes:
        yield f"   = fix ({fix.applicability}): {harmless(fix.title)}"


def _excerpt(source: SourceText, found: Diagnostic, colour: str) -> Iterator[str]:
    start, end = found.range.start, found.range.end
    if not source.data:
        return
    text = source.slice(source.line_span(start.line))
    stop = end.character if end.line == start.line else len(text)
    before, marked, after = text[: start.character], text[start.character : stop], text[stop:]
    if len(text) > _WIDEST:  # a table on one line: show what is near the place
        before = f"…{before[-40:]}" if len(before) > 41 else before
        marked = f"{marked[:80]}…" if len(marked) > 80 else marked
        after = f"{after[:40]}…" if len(after) > 40 else after
    number = str(start.line + 1)
    margin = " " * len(number)
    carets = click.style("^" * max(_width(_shown(marked)), 1), fg=colour, bold=True)
    yield f" {margin} |"
    yield f" {number} | {_shown(before + marked + after)}".rstrip()
    yield f" {margin} | {' ' * _width(_shown(before))}{carets}"


def _shown(text: str) -> str:
    return harmless(text.replace("\t", _TAB))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
