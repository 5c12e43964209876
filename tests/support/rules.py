"""Some rules asked about a short fixture: the paths of registries are written as names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from cursus_registry.settings import Settings
from support.checks import CORE, check_diagnostics, registry

PATHS = {
    "core": "/src/cursus/registry/step_names.py",
    "original": "/src/cursus/registry/step_names_original.py",
    **{name: registry(name) for name in ("alice", "bob", "carol", "pack")},
}


def check_rules(codes: str, text: str, settings: Settings | None = None) -> None:
    """Only the named rules find something, and just what the notes say; without a `#- core` there is a small one."""
    check_diagnostics(with_paths(text), settings or Settings(select=tuple(codes.split())))


def with_paths(text: str, core: str = CORE) -> str:
    """A fixture with the names of registries written out as paths, and a core before it if it has none."""
    for name, path in PATHS.items():
        text = re.sub(rf"^#- {name}$", f"#- {path}", text, flags=re.MULTILINE)
    whole = text if f"#- {PATHS['core']}" in text or "#- none" in text else f"{core}{text}"
    return whole.replace("#- none\n", "")


def cases(details: Mapping[str, Mapping[str, str]]) -> list[object]:
    """The parameters of a test: codes, and a fixture for each thing that is said of them."""
    named = ((codes, what, text) for codes, texts in details.items() for what, text in texts.items())
    return [pytest.param(codes, text, id=f"{codes}, {what}") for codes, what, text in named]
