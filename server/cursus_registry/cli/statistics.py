"""How often each rule speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cursus_registry.features.diagnostics import Diagnostic

_CHOOSES_A_PERSON = "manual"


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many findings have a code; `fixable` of them have a fix that needs no person's choice."""

    code: str
    name: str
    count: int
    fixable: int


def count_codes(diagnostics: Iterable[Diagnostic]) -> list[CodeCount]:
    """The codes found, most frequent first, then by code."""
    counts: Counter[tuple[str, str]] = Counter()
    fixable: Counter[str] = Counter()
    for found in diagnostics:
        counts[found.code, found.name] += 1
        fixable[found.code] += any(fix.applicability != _CHOOSES_A_PERSON for fix in found.fixes)
    rows = [CodeCount(code, name, count, fixable[code]) for (code, name), count in counts.items()]
    return sorted(rows, key=lambda row: (-row.count, row.code))
