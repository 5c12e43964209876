"""Every regular expression of the package takes time in proportion to its text, whatever stands in it."""

import importlib
import pkgutil
import re
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

import pytest

import cursus_registry

FEW, MANY = 8_000, 100_000
QUICK = 1e-6 * FEW
"""Seconds for FEW characters: a microsecond a character; a quadratic pattern takes a hundred times as long."""
SIGNS = " \t\n\ra_-0A.,:=#'\"\\([{}]/é\u2028\0"
PIECES = (
    *SIGNS,
    *("aA", "A1", "a.", "a=", "a ", " a", "\n ", "\r\n", "/a", "- a", "a: b\n", "class A", "import a as ", "x: y = "),
    *("# noqa:", "# noqa: A1 ", "# cursus: ignore[", "CUR1, ", '"a": "b", ', '"a": [', '"a" ', "STEP_NAMES "),
)
SOURCE = "\n".join(path.read_text("utf-8") for path in Path(cursus_registry.__path__[0]).rglob("*.py"))
METHODS = {"match": "match", "fullmatch": "fullmatch"}
"""The ways of using a pattern; all others look for it everywhere in a text."""


def patterns() -> Iterator[tuple[str, re.Pattern]]:
    """All patterns at the top of the package's modules, by the names that they have there."""
    for info in pkgutil.walk_packages(cursus_registry.__path__, "cursus_registry."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            values = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
            yield from ((name, found) for found in values if isinstance(found, re.Pattern))


def uses(name: str) -> tuple[str, ...]:
    """In which ways a pattern is used; in all of them if its name does not tell."""
    found = set(re.findall(rf"\b{name}\.(\w+)", SOURCE)) - {"pattern"}
    return tuple(sorted({METHODS.get(method, "finditer") for method in found})) or (*METHODS, "finditer")


FOUND = {f"{name} {pattern.pattern!r:.60}": (pattern, uses(name)) for name, pattern in patterns()}


def seconds(pattern: re.Pattern, methods: tuple[str, ...], text: str) -> float:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    start = perf_counter()
    for method in methods:
        found = getattr(pattern, method)(subject)
        if method == "finditer":
            deque(found, maxlen=0)
    return perf_counter() - start


def test_the_patterns_are_found():
    assert len(FOUND) > 80


@pytest.mark.parametrize("name", FOUND)
def test_twelve_times_the_text_takes_about_twelve_times_the_time(name):
    pattern, methods = FOUND[name]
    for piece in PIECES:
        for end in ("", "!"):
            few, many = ((piece * size)[:size] + end for size in (FEW, MANY))
            if seconds(pattern, methods, few) > QUICK:
                fast, slow = (min(seconds(pattern, methods, text) for _ in range(2)) for text in (few, many))
                assert slow < max(50 * fast, 1.0), (
                    f"{piece!r}: {slow:.2f} s for {MANY:,} characters, {fast:.2f} s for {FEW:,}"
                )
