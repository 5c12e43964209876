"""Lines of text as Markdown and as plain text, and how a text of the user's becomes one without meaning anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cursus_registry.facts.values import Value
from cursus_registry.resolution.effective import plain_value

LONGEST = 300
LONGEST_CELL = 120
_LONGEST_ANSWER = 40_000

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~&@$]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
# Control characters, what turns the direction of writing, and halves of characters.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LINES = 40


@dataclass(frozen=True, slots=True)
class Markup:
    """A text for people in two notations."""

    markdown: str
    plain: str


Line = tuple[str, str | None]
"""A line as Markdown and as plain text; without the latter if it is only Markdown's."""


def join(blocks: Iterable[list[Line]]) -> Markup:
    """Blocks of lines with a gap between them; empty ones are left out, and so is what would be too much."""
    kept: list[list[Line]] = []
    size = 0
    for block in blocks:
        size += sum(len(markdown) for markdown, _ in block)
        if block and size <= _LONGEST_ANSWER:
            kept.append(block)
    markdown = "\n\n".join("\n".join(line for line, _ in block) for block in kept)
    plain = "\n\n".join("\n".join(line for _, line in block if line is not None) for block in kept)
    return Markup(markdown, plain)


def title(name: str, what: str) -> list[Line]:
    """What the text is about."""
    name, what = bounded(name), bounded(what)
    return [(f"**{escape(name)}** — {escape(what)}", f"{name} — {what}")]


def text(words: str) -> tuple[str, str]:
    """A line of the user's own words."""
    words = bounded(words)
    return escape(words), words


def fenced(words: str, language: str) -> list[Line]:
    """Some lines to the letter, in a fence that nothing in them can close."""
    lines = [_CONTROL.sub("�", line)[:LONGEST] for line in words.splitlines()]
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], "…"]
    ticks = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, ticks + 1)
    return [(f"{fence}{language}", None), *((line, line) for line in lines), (fence, None)]


def shown(value: Value, most: int = LONGEST) -> str:
    """A value of an entry in one line of bounded length; a list of strings as people write one."""
    plain = plain_value(value)
    if isinstance(plain, list) and plain and all(isinstance(one, str) and one.strip() for one in plain):
        return bounded(", ".join(plain), most)
    return bounded(plain if isinstance(plain, str) else "unknown" if plain is None else repr(plain), most)


def bounded(words: str, most: int = LONGEST) -> str:
    """A text in one line of bounded length, without characters that nobody sees."""
    if len(words) <= most and words.isprintable() and "  " not in words:
        return words
    line = _CONTROL.sub("�", _BLANK.sub(" ", words[: 2 * most]))
    return line if len(line) <= most else f"{line[: most - 1]}…"


@lru_cache(maxsize=1024)
def escape(words: str) -> str:
    """A line of the user's that no Markdown can be made of, bare addresses included."""
    return _MARKDOWN.sub(r"\\\1", words)


def shown_path(path: str) -> str:
    """A path in one line; of a very long one the end."""
    line = _CONTROL.sub("�", _BLANK.sub(" ", path))
    return line if len(line) <= LONGEST else f"…{line[1 - LONGEST :]}"
