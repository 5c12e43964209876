"""The file name that goes with a step's new name, spelt as the project spells its files.

It must not know where files are.
"""

from __future__ import annotations

import re

from cursus_registry.layout import INTERFACE_SUFFIX
from cursus_registry.project import Snapshot
from cursus_registry.text import folded

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+")
_MOST_JOINED = 3
_KEPT_PARTS = "parts of file names"


def file_name_for(snapshot: Snapshot, name: str, old: str, new: str) -> str:
    """A file's name with the new step in the place of the old one; the same name if the old one is not in it."""
    suffix = INTERFACE_SUFFIX if name.endswith(INTERFACE_SUFFIX) else ".py"
    parts = name.removesuffix(suffix).split("_")
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            if folded("".join(parts[start:end])) == folded(old):
                middle = _spelt(snapshot, parts[start:end], new)
                return "_".join([*parts[:start], *middle, *parts[end:]]) + suffix
    return name


def _spelt(snapshot: Snapshot, parts: list[str], new: str) -> list[str]:
    """The parts of the new name: those that both begin with stay as they are, the rest is spelt anew."""
    head = _common(parts, _words(new))
    rest = _words(new)
    taken = "".join(parts[:head]).casefold()
    while taken and rest and taken.startswith(rest[0].casefold()):
        taken = taken[len(rest[0]) :]
        rest = rest[1:]
    return [*parts[:head], *_joined(rest, _known_parts(snapshot) | set(parts))]


def _common(parts: list[str], words: list[str]) -> int:
    """How many parts the words begin with, each ending where a word ends."""
    ends = {len("".join(words[:count])) for count in range(1, len(words) + 1)}
    whole = "".join(words).casefold()
    at, count = 0, 0
    for part in parts:
        if not whole.startswith(part.casefold(), at) or at + len(part) not in ends:
            break
        at, count = at + len(part), count + 1
    return count


def _joined(words: list[str], known: set[str]) -> list[str]:
    """Words in lower case, several as one where the project writes them so (`xgboost`)."""
    found: list[str] = []
    while words:
        longest = (count for count in range(min(_MOST_JOINED, len(words)), 1, -1))
        count = next((count for count in longest if "".join(words[:count]).casefold() in known), 1)
        found.append("".join(words[:count]).lower())
        words = words[count:]
    return found


def _words(name: str) -> list[str]:
    return _WORDS.findall(name)


def _known_parts(snapshot: Snapshot) -> set[str]:
    """The parts of the names of all files of components and of all interface files."""
    kept: dict[object, set[str]] = snapshot.view.kept
    if _KEPT_PARTS not in kept:
        index = snapshot.view.index
        paths = {path for found in index.components.values() for path in found}
        paths |= {path for path in index.core if path.endswith(INTERFACE_SUFFIX)}
        stems = (path.rpartition("/")[2].partition(".")[0] for path in paths)
        kept[_KEPT_PARTS] = {part for stem in stems for part in stem.split("_")}
    return kept[_KEPT_PARTS]
