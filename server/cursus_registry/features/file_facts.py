"""What was read from one file, as plain data: for whoever wonders why an answer is as it is."""

from __future__ import annotations

from typing import Any

from cursus_registry.facts.entry import Entry, Problem
from cursus_registry.facts.model import FileFacts, Mention, Table
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import plain_value
from cursus_registry.text import Encoding, SourceText

_MOST_ENTRIES = 1_000


def file_facts(snapshot: Snapshot, path: str) -> dict[str, Any] | None:
    """The facts of a file; None if none were kept. Lines count from 1, as people count them."""
    facts = snapshot.facts(path)
    if facts is None:
        return None
    return {
        "path": facts.path,
        "kind": facts.place.kind.name.lower(),
        "workspace": facts.place.workspace,
        "module": facts.place.module,
        "readable": facts.readable,
        "broken": facts.broken,
        "judged": path in snapshot.judged(),
        "tables": {name: _table(facts, table) for name, table in facts.tables.items()},
        "mentions": [_mention(facts, mention) for mention in facts.mentions],
        "classes": [found.name for found in facts.classes],
        "suppressions": [
            {"line": _line(facts.source, found.span.start), "codes": list(found.codes), "wholeFile": found.whole_file}
            for found in facts.suppressions
        ],
        "problems": [_problem(facts.source, problem) for problem in facts.problems],
    }


def _table(facts: FileFacts, table: Table) -> dict[str, Any]:
    entries = list(zip(table.entries, table.starts, strict=True))
    return {
        "complete": table.complete,
        "aliasOf": table.alias_of,
        "count": len(entries),
        "entries": [_entry(facts, entry, start) for entry, start in entries[:_MOST_ENTRIES]],
    }


def _entry(facts: FileFacts, entry: Entry, start: int) -> dict[str, Any]:
    return {
        "name": entry.name,
        "line": _line(facts.source, entry.name_span.start + start),
        "complete": entry.complete,
        "fields": {name: plain_value(value) for name, value in entry.as_dict().items()},
    }


def _mention(facts: FileFacts, mention: Mention) -> dict[str, Any]:
    return {
        "name": mention.name,
        "line": _line(facts.source, mention.span.start),
        "callee": ".".join(mention.callee),
        "workspace": mention.workspace,
        "expected": mention.expected,
    }


def _problem(source: SourceText, problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "line": _line(source, problem.span.start), "message": problem.message}


def _line(source: SourceText, offset: int) -> int:
    return source.position(offset, Encoding.UTF32).line + 1
