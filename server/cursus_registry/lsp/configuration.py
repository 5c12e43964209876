"""The editor's settings: from the start of the session, from its answers, from its news; the nearest to the code wins.

It must not ask or tell anything itself, nor know what a setting means.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from cursus_registry.lsp.session import Session
from cursus_registry.settings import EditorSettings, knows_any, normal, read_editor

SECTION = "cursusRegistry"
_GROUPS = frozenset({"diagnostics", "log", "lenses", "hints"})


class Configuration:
    """Keeps what the editor has said, and puts into force what follows from it."""

    def __init__(self, session: Session, tell: Callable[[str], object]) -> None:
        self._session = session
        self._tell = tell
        self._initial: dict[str, Any] = {}
        self._general: dict[str, Any] = {}
        self._by_folder: dict[str, dict[str, Any]] = {}
        self._last = EditorSettings()
        self._last_by_folder: dict[str, EditorSettings] = {}
        self._mistakes: set[str] = set()

    def start(self, options: object) -> None:
        """The options that the session began with: the settings themselves, or an object that has them."""
        values = options if isinstance(options, dict) else {}
        for name in ("settings", SECTION):
            values = values[name] if isinstance(values.get(name), dict) else values
        self._initial = normal(values)
        self._obey()

    def pushed(self, settings: object) -> bool:
        """News from an editor that cannot be asked, with or without our section; whether anything is other now."""
        values = settings if isinstance(settings, dict) else {}
        if SECTION in values:
            values = values[SECTION] if isinstance(values[SECTION], dict) else {}
        elif not knows_any(values):
            values = {}  # what it says to other servers
        self._general, self._by_folder = normal(values), {}
        return self._obey()

    def answered(self, general: object, by_folder: Mapping[str, object]) -> bool:
        """The answers of an editor that was asked; whether anything is other now."""
        self._general = normal(general) if isinstance(general, dict) else {}
        self._by_folder = {
            folder: normal(values) if isinstance(values, dict) else {} for folder, values in by_folder.items()
        }
        return self._obey()

    def _obey(self) -> bool:
        before = (self._last, self._last_by_folder)
        mistakes: dict[str, None] = {}
        self._last = self._read(self._general, self._last, mistakes)
        last = self._last_by_folder
        self._last_by_folder = {
            folder: self._read(values, last.get(folder, self._last), mistakes)
            for folder, values in self._by_folder.items()
        }
        for mistake in mistakes.keys() - self._mistakes:
            self._tell(f"Settings of {SECTION}: {mistake}")
        self._mistakes = set(mistakes)
        if before == (self._last, self._last_by_folder):
            return False
        logging.getLogger("cursus_registry").setLevel(self._last.server.log.level.upper())
        self._session.configure(self._last, self._last_by_folder)
        return True

    def _read(self, values: dict[str, Any], last: EditorSettings, mistakes: dict[str, None]) -> EditorSettings:
        read = read_editor(_over(self._initial, values), last)
        mistakes.update(dict.fromkeys(read.mistakes))
        return read.settings


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Both, the upper one winning; objects that only group settings are joined."""
    joined = dict(below)
    for key, value in above.items():
        other = joined.get(key)
        is_group = key in _GROUPS and isinstance(value, dict) and isinstance(other, dict)
        joined[key] = {**other, **value} if is_group and isinstance(other, dict) else value
    return joined
