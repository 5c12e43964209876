"""Which ids a new workspace can have, and the step names that are made from one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cursus_registry.layout import RESERVED_NAMESPACES
from cursus_registry.resolution.names import VALID_CHARACTERS

LONGEST = 50
_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)
_SEPARATORS = re.compile(r"[_-]+")
_ENDINGS = ("Example", "Sample", "Demo", "Draft", "Sketch", "Trial")


@dataclass(frozen=True, slots=True)
class StepWords:
    """The words of a step's name, and the spellings that are made of them."""

    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the step, in PascalCase."""
        return "".join(word[:1].upper() + word[1:] for word in self.words)

    @property
    def module(self) -> str:
        """The name in files and modules."""
        return "_".join(word.lower() for word in self.words)


def fault_of(workspace: str, taken: Iterable[str]) -> str | None:
    """Why a new workspace cannot have an id, in a sentence; None if it can. `taken` are the ids that there are."""
    if not VALID_CHARACTERS.match(workspace):
        return f"'{workspace}' cannot be an id: write it in letters, digits, '_' and '-' (ASCII), and nothing else"
    if workspace.startswith("-") or not _words(workspace):
        return f"'{workspace}' cannot be an id: it must have a letter or a digit, and not begin with '-'"
    if len(workspace) > LONGEST:
        return f"'{workspace}' cannot be an id: it has {len(workspace)} characters, and {LONGEST} are the most"
    if workspace.casefold() in RESERVED_NAMESPACES:
        return f"'{workspace}' cannot be an id: it is the name of a namespace of its own"
    if workspace.casefold() in _WINDOWS:
        return f"'{workspace}' cannot be an id: Windows reserves the name, and nobody there could check it out"
    return _clash(workspace, sorted(taken))


def step_words(workspace: str) -> Iterator[StepWords]:
    """Names for an example step, made from the id: the usual one first, then others in case it is taken."""
    words = _words(workspace)
    stem = words if words[0][0].isalpha() else ("workspace", *words)
    yield from (StepWords((*stem, ending)) for ending in _ENDINGS)


def _words(workspace: str) -> tuple[str, ...]:
    return tuple(word for word in _SEPARATORS.split(workspace) if word)


def _clash(workspace: str, taken: list[str]) -> str | None:
    if workspace in taken:
        return f"there is a workspace '{workspace}' already; nothing was changed"
    same = next((other for other in taken if other.casefold() == workspace.casefold()), None)
    if same is None:
        return None
    return f"'{workspace}' differs from the workspace '{same}' in nothing but case, which not every disk keeps apart"
