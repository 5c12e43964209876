"""How a report is printed: one module per format, each with `render(report)` and the unit of its columns."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from cursus_registry.text import Encoding

if TYPE_CHECKING:
    from cursus_registry.cli.report import Report

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "rdjson")
FOR_PEOPLE = frozenset({"full", "concise"})


class Format(Protocol):
    """What the module of a format offers."""

    COLUMNS: Encoding

    def render(self, report: Report) -> str:
        """The whole report as text."""


def load_format(name: str) -> Format:
    """The module of a format, read only when it is asked for."""
    return cast("Format", import_module(f"cursus_registry.cli.formats.{name}"))
