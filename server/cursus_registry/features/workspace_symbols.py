"""All step names that a few typed letters could mean, the best first. Knows no editor's way to show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from cursus_registry.index.declaration import Declaration, order_of
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import LEGACY_NAMES
from cursus_registry.text import Encoding, Range

MOST_SYMBOLS = 500


class Identity(NamedTuple):
    """What a declaration is found again by: its project, file, table and name, and where in the table it stood."""

    root: str
    path: str
    variable: str
    name: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class StepSymbol:
    """One declaration. `container` is the core, a workspace or a pack."""

    identity: Identity
    container: str
    range: Range
    deprecated: bool


def workspace_symbols(snapshots: Iterable[Snapshot], query: str, encoding: Encoding) -> list[StepSymbol]:
    """The declarations whose name, or container and name (`alice.Package`), has the letters of a query in their order.

    Letters that are typed in the case of the name count for more. Of a great many the best are given.
    """
    query = "".join(query.split())
    wanted = (
        (rank, row, snapshot) for snapshot in snapshots for row in _rows(snapshot, query) if (rank := _rank(row, query))
    )
    best = nsmallest(MOST_SYMBOLS, wanted, key=lambda one: (one[0], order_of(one[1]), one[2].root))
    return [_symbol(row, snapshot, encoding) for _, row, snapshot in best]


def name_range(snapshot: Snapshot, symbol: Identity, encoding: Encoding) -> Range | None:
    """Where the name of a symbol stands now: at its old number, else where it has moved to; None if it is gone."""
    rows = [
        row
        for row in snapshot.view.index.rows.get(symbol.path, ())
        if (row.name, row.variable) == (symbol.name, symbol.variable)
    ]
    rows.sort(key=lambda row: abs(row.ordinal - symbol.ordinal))
    return _range(rows[0], snapshot, encoding) if rows else None


class _Names(NamedTuple):
    """All declarations in their order, and their qualified names without case, a line each.

    `source` is what they were made of: as long as no file declares other names, it stays the same object.
    """

    source: Mapping[str, tuple[Declaration, ...]]
    rows: list[Declaration]
    lines: str


def _rows(snapshot: Snapshot, query: str) -> Iterator[Declaration]:
    """The declarations that have the letters of a query in their order; without one the first of all.

    One search through one text: a look at each name by itself takes ten times as long.
    """
    names = _names(snapshot)
    if not query:
        yield from names.rows[:MOST_SYMBOLS]
        return
    at, count = 0, 0
    for match in _in_order(query).finditer(names.lines):
        count += names.lines.count("\n", at, match.start())
        at = match.start()
        yield names.rows[count]


def _names(snapshot: Snapshot) -> _Names:
    source, kept = snapshot.view.index.names, snapshot.view.lasting
    found: _Names | None = kept.get("symbols")
    if found is None or found.source is not source:
        rows = sorted((row for rows in source.values() for row in rows), key=order_of)
        lines = "\n".join(_folded(" ".join(row.qualified_name.splitlines())) for row in rows)
        found = kept["symbols"] = _Names(source, rows, lines)
    return found


def _in_order(query: str) -> re.Pattern[str]:
    """A line with the letters of a query in their order: nothing is tried twice, however the line is written."""
    letters = "".join(f"[^\n{re.escape(letter)}]*+{re.escape(letter)}" for letter in _folded(query))
    return re.compile(rf"^{letters}[^\n]*+", re.MULTILINE)


def _symbol(row: Declaration, snapshot: Snapshot, encoding: Encoding) -> StepSymbol:
    identity = Identity(snapshot.root, row.path, row.variable, row.name, row.ordinal)
    return StepSymbol(identity, row.namespace, _range(row, snapshot, encoding), row.name in LEGACY_NAMES)


def _range(row: Declaration, snapshot: Snapshot, encoding: Encoding) -> Range:
    source = snapshot.view.index.files[row.path].source
    return source.range(snapshot.view.name_span(row), encoding)


def _rank(row: Declaration, query: str) -> tuple[int, ...] | None:
    """How well a declaration fits, smaller is better; None if it does not."""
    if not query:
        return (0,)
    if fit := _fit(row.name, query):
        return (*fit, len(row.name))
    if fit := _fit(row.qualified_name, query):
        return (fit[0] + _SCATTERED, *fit[1:], len(row.qualified_name))
    return None


_SCATTERED = 8


def _fit(name: str, query: str) -> tuple[int, int, int] | None:
    """Exact before a beginning before a part before scattered letters; of these, fewer pieces first."""
    folded, wanted = _folded(name), _folded(query)
    at = folded.find(wanted)
    if at < 0:
        pieces = _pieces(name, folded, wanted)
        return (_SCATTERED, *pieces) if pieces else None
    kind = 0 if folded == wanted else 2 if at == 0 else 4 if _begins_word(name, at) else 6
    return (kind + (query not in name), 0, at)


def _folded(text: str) -> str:
    """Without case, and as long as before: some letters are two when they are small."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _pieces(name: str, folded: str, wanted: str) -> tuple[int, int] | None:
    """In how many pieces the letters are in a name, and where the first is; None if one is missing.

    Letters are looked for at the beginnings of words; a piece that is at none counts twice.
    """
    for next_ in (_next_word, _next_letter):
        at, cost, first = 0, 0, folded.find(wanted[:1])
        for letter in wanted:
            if not (at and folded.startswith(letter, at)):
                at = next_(name, folded, letter, at)
                cost += 1 if _begins_word(name, at) else 2
            if at < 0:
                break
            at += 1
        else:
            return cost, first
    return None


def _next_letter(_name: str, folded: str, letter: str, at: int) -> int:
    return folded.find(letter, at)


def _next_word(name: str, folded: str, letter: str, at: int) -> int:
    """The next word that begins with a letter, else the next such letter."""
    found = first = folded.find(letter, at)
    while found >= 0 and not _begins_word(name, found):
        found = folded.find(letter, found + 1)
    return first if found < 0 else found


def _begins_word(name: str, at: int) -> bool:
    return at <= 0 or not name[at - 1].isalnum() or (name[at].isupper() and not name[at - 1].isupper())
