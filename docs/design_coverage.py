"""The page docs/design-coverage.md: each public name of the registry's design, where it is here, and its test.

The names stand in docs/design-names.txt. Where they are is read from the text of the library (`library_names`), and a
test is a module below tests/ that uses the library and mentions the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import library_names

ROOT = Path(__file__).resolve().parent.parent
MISSING = "**missing**"
_USES = re.compile(r"\b(?:from|import) cursus_registry(?:\.api|\.compat| import)\b")
_NOT_A_TEST = "test_design_coverage.py"


class Name(NamedTuple):
    """A name of the design, and the one that stands for it here."""

    design: str
    here: str


class Row(NamedTuple):
    """Where a name is, and the test that mentions it; empty if there is none."""

    name: Name
    module: str
    test: str


def page() -> str:
    """The coverage as a page."""
    lines = [
        "# The design, name by name",
        "",
        "Each public name of the design of the workspace-aware registry, and of what the framework added to its own",
        "registry later: the module below `cursus_registry` that defines it, and a test that mentions it. *As* names",
        "what stands for it here, where that is called otherwise: a validator of the design is the type or the check",
        "of a field. Names of `api` can be imported from `cursus_registry`, those of the old registry from",
        "`cursus_registry.compat`.",
        "",
        "| name | module | as | test |",
        "|---|---|---|---|",
    ]
    for row in rows():
        here = f"`{row.name.here}`" if row.name.here != row.name.design else ""
        module = f"`{row.module}`" if row.module else MISSING
        lines.append(f"| `{row.name.design}` | {module} | {here} | {row.test or MISSING} |")
    return "\n".join(lines) + "\n"


@cache
def rows() -> tuple[Row, ...]:
    """Every name with its module and its test."""
    texts = dict(_tests())
    return tuple(Row(name, locate(name.here), _test(name, texts)) for name in names())


def names() -> Iterator[Name]:
    """The names of the design."""
    for line in (ROOT / "docs" / "design-names.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            design, _, here = line.partition(" = ")
            yield Name(design, here or design)


def locate(name: str) -> str:
    """The module that defines a name, or the class that it is a member of; empty if none does."""
    top, _, member = name.partition(".")
    for found in library_names.find(top):
        if not member or member in library_names.members(library_names.resolved(found)):
            return found.module.removeprefix("cursus_registry.")
    return ""


def _tests() -> Iterator[tuple[str, str]]:
    """The test modules that use the library, with their texts."""
    folder = ROOT / "tests"
    for path in sorted(folder.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if path.name != _NOT_A_TEST and _USES.search(text):
            yield path.relative_to(folder).as_posix(), text


def _test(name: Name, texts: dict[str, str]) -> str:
    """The module that mentions a name most; of members those that name the class, too, come first."""
    found = []
    for path, text in texts.items():
        count = max(len(_mention(one).findall(text)) for one in name)
        if count:
            owner = re.search(rf"\b{name.here.partition('.')[0]}\b", text) is not None
            found.append((not owner, -count, path))
    return min(found)[2] if found else ""


@cache
def _mention(name: str) -> re.Pattern[str]:
    top, _, member = name.partition(".")
    if member:
        return re.compile(rf"\.{member}\b|\b{member}\s*=(?!=)|[\"']{member}[\"']")
    return re.compile(rf"\b{top}\b")
