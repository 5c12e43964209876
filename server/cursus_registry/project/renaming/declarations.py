"""What a renaming changes where the step is declared: its names, its spec type, the pins that name it."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.edits.ownership import is_own
from cursus_registry.edits.pinning import CannotPinError, rename_pin
from cursus_registry.edits.scalars import is_interface
from cursus_registry.edits.strings import rename_key, rewrite_string
from cursus_registry.index.declaration import Declaration
from cursus_registry.layout import RESERVED_NAMESPACES
from cursus_registry.project.renaming.model import Kind, Piece, Subject
from cursus_registry.project.renaming.refusal import CannotRenameError
from cursus_registry.project.renaming.statements import names_in_statements
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.resolution.steps import Step, step_of
from cursus_registry.text import Encoding

SPEC_TYPE = "spec_type"


def name_changes(snapshot: Snapshot, subject: Subject, new: str) -> Iterator[Piece]:
    """The name of each declaration, and of its table's entry in other statements of the file.

    Raises CannotRenameError for one that is put together from pieces, or stands in a table that others use as well.
    """
    for row in subject.rows:
        facts = snapshot.view.index.files[row.path]
        span = snapshot.view.name_span(row)
        edit, where = rename_key(facts, span, new), place_of_row(snapshot, row)
        if not is_interface(facts) and not is_own(facts, snapshot.view.table_of(row), span):
            raise CannotRenameError(f"the entry in {where} is used elsewhere in its file as well; rename it by hand")
        if edit is None:
            raise CannotRenameError(f"the name in {where} is not written as one string; rename it by hand")
        yield Piece(Kind.NAME, row.path, edit)
        for place in () if is_interface(facts) else names_in_statements(facts, row.variable, subject.step.name):
            again = rewrite_string(facts, place, new)
            if again is not None:
                yield Piece(Kind.NAME, row.path, again)


def spec_changes(snapshot: Snapshot, subject: Subject, new: str) -> Iterator[Piece]:
    """The spec types that are the old name; one that is written in any other way than as one string stays."""
    for row in subject.rows:
        facts, table = snapshot.view.index.files[row.path], snapshot.view.table_of(row)
        for field in snapshot.view.entry(row).items():
            if field.name == SPEC_TYPE and field.value == subject.step.name:
                edit = rewrite_string(facts, field.value_span.shifted(table.starts[row.ordinal]), new)
                if edit is not None:
                    yield Piece(Kind.SPEC, row.path, edit)


def pin_changes(snapshot: Snapshot, subject: Subject, new: str) -> Iterator[Piece]:
    """The pin for the old name in the settings file, if it chooses this very step.

    Raises CannotRenameError if there is a pin for the new name already.
    """
    facts, pins = snapshot.settings_file, snapshot.settings.pins
    namespace = pins.get(subject.step.name)
    if facts is None or namespace is None or step_pinned(snapshot, subject.step.name, namespace) != subject.step:
        return
    try:
        edit = rename_pin(facts.path, facts.source, subject.step.name, new)
    except CannotPinError as error:
        raise CannotRenameError(f"{snapshot.relative(error.path)}: {error}") from None
    if edit is not None:
        yield Piece(Kind.NAME, facts.path, edit)


def place_of_row(snapshot: Snapshot, row: Declaration) -> str:
    """Where a declaration stands, as people read it: `path:line`."""
    source = snapshot.view.index.files[row.path].source
    line = source.position(snapshot.view.name_span(row).start, Encoding.UTF8).line + 1
    return f"{snapshot.relative(row.path)}:{line}"


def step_pinned(snapshot: Snapshot, name: str, namespace: str) -> Step | None:
    """The step that a pin names; for a namespace that lacks the name whatever there is, if that is one step."""
    view = snapshot.view
    if namespace in RESERVED_NAMESPACES:
        row = view.base.steps.get(name)
    else:
        own = view.own(namespace)
        row = own.overrides.get(name) or own.steps.get(name)
    if row is not None:
        return step_of(view, row)
    steps = {step_of(view, one) for one in view.index.names.get(name, ())}
    return steps.pop() if len(steps) == 1 else None
