"""Checkers for renamings, the one place that knows how they are asked for and carried out; and what is renamed there."""

from __future__ import annotations

from cursus_registry.features.rename import Group, Plan, edits_of, find_subject, plan_rename
from cursus_registry.files import Memory
from cursus_registry.project import Project, Snapshot
from cursus_registry.text import Encoding
from support.checks import registry
from support.features import at_cursor
from support.fixture import Fixture, Note

ALICE, BOB = registry("alice"), registry("bob")
CORE_PATH = "/src/cursus/registry/step_names.py"
EMPTY_CORE = f"#- {CORE_PATH}\nSTEP_NAMES = {{}}\n"
IMPORT = "from cursus.registry.step_names import get_config_class_name\n"


def plan_at(text: str, new: str) -> tuple[Fixture, Snapshot, Plan]:
    """The fixture, its project, and the plan for the name at the cursor."""
    fixture, snapshot, path, _, offset = at_cursor(text)
    subject = find_subject(snapshot, path, offset)
    assert subject, "there is nothing to rename"
    return fixture, snapshot, plan_rename(snapshot, subject, new)


def check_rename(text: str, new: str) -> Plan:
    """What changes is what the notes mark, no more and no less: the kind of the group, with `?` if it is to be asked."""
    fixture, snapshot, plan = plan_at(text, new)
    found = sorted(note for group in plan.groups for note in _notes(snapshot, group))
    assert found == sorted(fixture.notes), "\n".join(map(str, found))
    for one in edits_of(plan.groups).values():
        for edit in one.edits:
            assert edit.new_text.casefold().count(new.casefold()[:3]) == 1, edit
    return plan


def texts_after(plan: Plan, *, everything: bool = False) -> dict[str, str]:
    """The texts of the files that change, by the path that they had."""
    groups = plan.groups if everything else plan.of_name
    return {path: str(one.applied()) for path, one in edits_of(groups).items()}


def prepared(text: str) -> tuple[str, Note] | None:
    """The placeholder and the range of a renaming at the cursor."""
    _, snapshot, path, _, offset = at_cursor(text)
    subject = find_subject(snapshot, path, offset)
    if subject is None:
        return None
    facts = snapshot.facts(path)
    assert facts
    start, end = facts.source.range(subject.span, Encoding.UTF32)
    return subject.step.name, Note(path, start.line, start.character, end.character, "name")


def own_entry(name: str) -> str:
    """An entry of a workspace without anything that follows the name."""
    return f'"{name}": {{"sagemaker_step_type": "Processing", "description": "ä"}},'


def open_files(files: dict[str, str]) -> Snapshot:
    """The project that some files make, by path."""
    return Project(Memory(files), "/").load_all()


def _notes(snapshot: Snapshot, group: Group) -> list[Note]:
    label = f"{group.kind.value}{'?' if group.needs_confirmation else ''}"
    return [
        Note(one.path, start.line, start.character, end.character, label)
        for one in group.files
        for edit in one.edits
        for start, end in [one.source.range(edit.span, Encoding.UTF32)]
    ]
