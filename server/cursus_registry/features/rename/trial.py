"""Whether a renaming does what it says and nothing else: tried out in memory before anybody gets to see it.

It must not know how the edits came about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cursus_registry.edits.apply import MAX_BYTES, Change, prepare
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts, Mention, Surface
from cursus_registry.features.rename.model import Group, edits_of
from cursus_registry.files.write import WriteError
from cursus_registry.index.declaration import Declaration
from cursus_registry.layout import REGISTRIES, FileKind
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import CannotRenameError, Kind, Subject
from cursus_registry.project.revise import revising
from cursus_registry.resolution.steps import Step, step_meant, step_of, uses_of
from cursus_registry.text import Encoding, SourceText
from cursus_registry.turns import Turns

_MOST_SEARCHED = 20_000_000
_SEARCHED = frozenset({FileKind.PYTHON, FileKind.COMPONENT, FileKind.DAG, FileKind.NOTEBOOK})
_WRITABLE = 0o222


def require_readable_users(snapshot: Snapshot, subject: Subject) -> None:
    """Raises CannotRenameError if a file that could not be read in full has the name in quotes, where no use is known.

    Such a place could be missed.
    """
    name = subject.step.name.encode("utf-8", "surrogatepass")
    quoted = re.compile(rb"[\"'](?P<name>%s)(?=[\"'_-]|[\r\n]|\Z)" % re.escape(name))
    known = {(use.facts.path, use.span.start) for use in uses_of(snapshot.view, subject.step)}
    for facts in _half_read(snapshot, subject):
        source = facts.source if facts.readable else _raw(snapshot, facts.path)
        for match in quoted.finditer(source.data):
            if (facts.path, match.start("name")) not in known:
                place = _place(snapshot, facts.path, source, match.start("name"))
                what = "does not parse" if facts.readable else "could not be read"
                raise CannotRenameError(
                    f"{place} has '{subject.step.name}', and that file {what}; mend it first, or exclude it"
                )


def require_unchanged(snapshot: Snapshot, groups: Sequence[Group]) -> Turns[None]:
    """Raises CannotRenameError for a file that cannot be changed as it has to be; see `require_changeable`.

    Strings that only equal the name have been looked at before: nobody needs these.
    """
    for edits in edits_of([group for group in groups if group.kind is not Kind.STRINGS]).values():
        yield
        require_changeable(snapshot, edits)


def require_changeable(snapshot: Snapshot, edits: FileEdits) -> None:
    """Raises CannotRenameError if a file has changed since it was read, is read-only, or cannot be encoded."""
    path = edits.path
    try:
        content = snapshot.files.read(path, MAX_BYTES)
        if content.from_buffer:
            if content.data != edits.source.data:
                raise CannotRenameError(f"{snapshot.relative(path)} has just changed; try again")
            return
        prepare(snapshot.files, [Change(path, edits.source, edits.applied())])
    except WriteError as error:
        raise CannotRenameError(f"{snapshot.relative(path)}: {error.reason}") from None
    except OSError as error:
        reason = error.strerror or error
        raise CannotRenameError(f"{snapshot.relative(path)}: it cannot be read: {reason}") from None
    stamp = snapshot.files.stamp(path)
    if stamp is not None and stamp.mode and not stamp.mode & _WRITABLE:
        raise CannotRenameError(f"{snapshot.relative(path)} is read-only; make it writable")


def require_sound(snapshot: Snapshot, subject: Subject, new: str, groups: Sequence[Group]) -> Turns[None]:
    """Raises CannotRenameError if anything but the name of this one step would be another.

    Tried are the changes without which the step has no new name, and then all changes together.
    """
    optional = {one.path for group in groups if group.is_optional for one in group.files}
    named, whole = edits_of([group for group in groups if not group.is_optional]), edits_of(groups)
    after = snapshot
    for edits in (named, {path: whole[path] for path in optional}):
        if edits:
            after, _ = yield from revising(after, {path: one.applied() for path, one in edits.items()})
            for path in edits:
                _require_declarations(snapshot, after, path, subject, new)
            yield from _require_meanings(snapshot, after, subject, new)


def _require_declarations(before: Snapshot, after: Snapshot, path: str, subject: Subject, new: str) -> None:
    """In a file that is edited the same is declared as before, but for the name."""
    old_facts, new_facts = before.facts(path), after.facts(path)
    shown = before.relative(path)
    if old_facts is None or new_facts is None or not new_facts.readable or new_facts.broken > old_facts.broken:
        raise CannotRenameError(f"{shown} could not be read any more; rename there by hand")
    expected = {_identity(row.name, row) for row in before.view.index.rows.get(path, ()) if row not in subject.rows}
    expected |= {_identity(new, row) for row in subject.rows if row.path == path}
    if expected != {_identity(row.name, row) for row in after.view.index.rows.get(path, ())}:
        raise CannotRenameError(
            f"the entry of '{subject.step.name}' in {shown} is put together by several statements; rename it by hand"
        )


def _identity(name: str, row: Declaration) -> tuple[object, ...]:
    return name, row.registry_type, row.variable, row.ordinal


def _require_meanings(before: Snapshot, after: Snapshot, subject: Subject, new: str) -> Turns[None]:
    """Every mention means what it did. One that meant nothing and says the new name already may mean the step now."""
    renamed = subject.step._replace(name=new)
    places = {*before.view.index.mentions.get(subject.step.name, ()), *before.view.index.mentions.get(new, ())}
    for path in sorted(places):
        yield
        for mention, meant, now in _meanings(before, after, path, (subject.step.name, new)):
            expected = renamed if meant == subject.step else meant
            is_left = mention.surface is Surface.COMPATIBLE_SOURCE and meant == subject.step
            if now != expected and not (meant is None and now == renamed) and not is_left:
                source = before.view.index.files[path].source
                place = _place(before, path, source, mention.span.start)
                raise CannotRenameError(f"{place} would not mean the same any more; rename it by hand")


def _meanings(
    before: Snapshot, after: Snapshot, path: str, names: tuple[str, str]
) -> Iterator[tuple[Mention, Step | None, Step | None]]:
    """The mentions that begin with a name, in a file, with what each means before and after.

    Their order is that of the text, and stays. No other mention can mean anything else.
    """
    old, new = before.view.index.files[path], after.view.index.files[path]
    if len(old.mentions) != len(new.mentions):
        raise CannotRenameError(f"{before.relative(path)} would not be read as it is now; rename there by hand")
    for first, second in zip(old.mentions, new.mentions, strict=True):
        if first.name.startswith(names) or second.name.startswith(names):
            yield first, step_meant(before.view, old, first), step_meant(after.view, new, second)


def _half_read(snapshot: Snapshot, subject: Subject) -> Iterator[FileFacts]:
    """The files that could use the step unseen: those that do not parse or could not be read, where it can be seen."""
    view, step = snapshot.view, subject.step
    seen: dict[str | None, bool] = {}
    for facts in view.index.files.values():
        if facts.readable and not facts.broken:
            continue
        workspace = facts.place.workspace
        if workspace not in seen:
            row = view.find(step.name, workspace)
            seen[workspace] = row is not None and step_of(view, row) == step
        is_searched = facts.place.kind in (_SEARCHED if not facts.readable else _SEARCHED | {FileKind.CONFIG})
        if seen[workspace] and is_searched and facts.place.kind not in REGISTRIES:
            yield facts


def _raw(snapshot: Snapshot, path: str) -> SourceText:
    """The bytes of a file that could not be read as a text; nothing if even those cannot be had."""
    try:
        return SourceText(snapshot.files.read(path, _MOST_SEARCHED).data)
    except OSError:
        return SourceText(b"")


def _place(snapshot: Snapshot, path: str, source: SourceText, offset: int) -> str:
    return f"{snapshot.relative(path)}:{source.position(offset, Encoding.UTF8).line + 1}"
