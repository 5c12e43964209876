"""Checkers: a fixture in, a comparison that reads like the fixture out."""

from __future__ import annotations

import pytest

from cursus_registry.features.diagnostics import diagnostics
from cursus_registry.files import Memory
from cursus_registry.project import Project, Snapshot
from cursus_registry.settings import Settings
from cursus_registry.text import Encoding
from support.fixture import Fixture, Note, parse_fixture

CORE = """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "XGBoostTraining": {
        "config_class": "XGBoostTrainingConfig",
        "builder_step_name": "XGBoostTrainingStepBuilder",
        "spec_type": "XGBoostTraining",
        "sagemaker_step_type": "Training",
        "description": "Trains a model",
    },
    "Package": {
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
"""
"""A small core, to be put before a fixture."""


def classes(name: str) -> str:
    """The fields of a step that are otherwise left to convention, and draw a hint."""
    return f'"builder_step_name": "{name}StepBuilder", "config_class": "{name}Config", "spec_type": "{name}"'


def registry(workspace: str) -> str:
    """The path of a workspace's registry, as fixtures write it."""
    return f"/developer_workspaces/developers/{workspace}/src/cursus_dev/registry/workspace_registry.py"


def open_fixture(fixture: Fixture | str, settings: Settings | None = None) -> Project:
    """A project over a fixture's files, read whole; without settings those of its settings file are in force."""
    parsed = parse_fixture(fixture) if isinstance(fixture, str) else fixture
    project = Project(Memory(parsed.files), "/", settings)
    project.load_all()
    return project


def all_diagnostics(snapshot: Snapshot) -> list[Note]:
    """Everything that is found in a project, in the shape of notes."""
    return sorted(
        Note(
            path,
            found.range.start.line,
            found.range.start.character,
            found.range.end.character,
            f"{found.severity.label}[{found.code}]",
        )
        for path in snapshot.judged()
        for found in diagnostics(snapshot, path, Encoding.UTF32)
    )


def check_diagnostics(text: str, settings: Settings | None = None) -> None:
    """What is found is what the notes say, no more and no less."""
    fixture = parse_fixture(text)
    found = all_diagnostics(open_fixture(fixture, settings).snapshot)
    compare_notes(fixture, found)


def compare_notes(fixture: Fixture, found: list[Note]) -> None:
    """Match expected and found notes both ways; the failure shows the sources with what is missing and surplus."""
    left = list(found)
    missing = []
    for note in fixture.expected:
        match = next((other for other in left if _matches(note, other)), None)
        if match is None:
            missing.append(note)
        else:
            left.remove(match)
    if missing or left:
        pytest.fail(_failure(fixture, missing, left), pytrace=False)


def _matches(expected: Note, found: Note) -> bool:
    same_place = (expected.path, expected.line, expected.start) == (found.path, found.line, found.start)
    return same_place and expected.end in {None, found.end} and expected.label == found.label


def _failure(fixture: Fixture, missing: list[Note], surplus: list[Note]) -> str:
    shown = ["the diagnostics are not those of the notes"]
    for path, text in fixture.files.items():
        shown.append(f"#- {path}")
        for number, line in enumerate(text.split("\n")):
            shown.append(line)
            for label, notes in (("MISSING", missing), ("SURPLUS", surplus)):
                shown += [
                    f"{' ' * note.start}{'^' * max((note.end or note.start + 1) - note.start, 1)} {label} {note.text}"
                    for note in notes
                    if (note.path, note.line) == (path, number)
                ]
    return "\n".join(shown)
