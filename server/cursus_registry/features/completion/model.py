"""The shape of a list of completions; knows no protocol."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cursus_registry.text import Span

LONGEST = 200
"""Characters of a text that comes from a file; no longer one is proposed, and details end there."""


class CompletionKind(Enum):
    """What a completion stands for."""

    STEP = "step"
    ENTRY = "entry"
    FIELD = "field"
    VALUE = "value"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Completion:
    """One proposal. `text` replaces the span of the list; with `snippet` an editor that can gets a whole entry.

    `step` and `class_name` are what it can be described by, as soon as somebody asks.
    """

    label: str
    kind: CompletionKind
    text: str
    detail: str = ""
    documentation: str = ""
    snippet: str | None = None
    deprecated: bool = False
    step: str = ""
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """Proposals in the order of their worth, and the stretch that each would replace.

    `incomplete`: there are more, and other ones fit when more is typed. `workspace` is where the names count.
    """

    span: Span
    items: tuple[Completion, ...]
    incomplete: bool = False
    workspace: str | None = None


def is_proposable(text: str) -> bool:
    """Whether a text can stand in a list and in a line of code: printable, and not out of all proportion."""
    return len(text) <= LONGEST and text.isprintable()
