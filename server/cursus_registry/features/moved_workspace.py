"""A workspace's folder under another name: the id that its metadata claims, and where else its id surely stands.

It must not know how it is told of, nor what follows when the folder has moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cursus_registry.edits.escapes import escaped
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.pinning import repin
from cursus_registry.edits.strings import rewrite_string
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.notebook import notebook_edits
from cursus_registry.facts.registry import METADATA
from cursus_registry.facts.registry_calls import WORKSPACE_CONTEXT
from cursus_registry.index.index import metadata_field
from cursus_registry.layout import ID, NOTEBOOK_SUFFIX
from cursus_registry.project import Snapshot
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import Edit, Span

_BEFORE_ID = {b"=": b"workspace_id", b"(": WORKSPACE_CONTEXT.encode()}


@dataclass(frozen=True, slots=True)
class MovedWorkspace:
    """What follows from a workspace's new id: `own` in its metadata, `elsewhere` what a person should look at first."""

    old: str
    new: str
    own: tuple[FileEdits, ...]
    elsewhere: tuple[FileEdits, ...]


def find_moved_workspace(snapshot: Snapshot, old_path: str, new_path: str) -> MovedWorkspace | None:
    """What a folder's new name changes; None if it is no workspace's, or leads out of where workspaces are."""
    old = next((name for name in snapshot.view.index.workspaces if old_path in _folders(snapshot, name)), None)
    new = snapshot.layout.place_of(snapshot.relative(f"{new_path}/x")).workspace
    if old is None or new is None or old == new or new_path not in _folders(snapshot, new):
        return None
    own = snapshot.view.index.files[snapshot.view.index.workspaces[old]]
    return MovedWorkspace(old, new, tuple(_of_metadata(own, old, new)), tuple(_elsewhere(snapshot, old, new)))


def _folders(snapshot: Snapshot, workspace: str) -> list[str]:
    root = snapshot.root.rstrip("/")
    return [f"{root}/{one.replace(ID, workspace)}" for one in snapshot.layout.workspace_folder_patterns]


def _of_metadata(facts: FileFacts, old: str, new: str) -> Iterator[FileEdits]:
    """The `developer_id`, if it is the folder's name."""
    found = metadata_field(facts, "developer_id")
    if found is None or found.value != old:
        return
    edit = rewrite_string(facts, found.value_span.shifted(facts.tables[METADATA].starts[0]), new)
    if edit is not None:
        yield FileEdits(facts.path, facts.source, (edit,))


def _elsewhere(snapshot: Snapshot, old: str, new: str) -> Iterator[FileEdits]:
    """The id in calls that look steps up for it, and in pins."""
    for facts in snapshot.view.index.files.values():
        if facts.path.endswith((".py", NOTEBOOK_SUFFIX)) and any(
            mention.workspace == old and snapshot.view.is_certain(mention) for mention in facts.mentions
        ):
            edits = tuple(_in_calls(facts, old, new))
            if edits:
                yield FileEdits(facts.path, facts.source, edits)
    settings = snapshot.settings_file
    pinned = [name for name, namespace in snapshot.settings.pins.items() if namespace == old]
    if settings is not None and pinned:
        repinned = (repin(settings.path, settings.source, name, old, new) for name in pinned)
        edits = tuple(sorted(edit for edit in repinned if edit is not None))
        if edits:
            yield FileEdits(settings.path, settings.source, edits)


def _in_calls(facts: FileFacts, old: str, new: str) -> Iterator[Edit]:
    """The edits of the calls in a Python file or a notebook."""
    if facts.code is None:
        return _of_ids(facts.source.data, old.encode(), new)
    return notebook_edits(facts.source, lambda code: _of_ids(code, old.encode(), new))


def _of_ids(data: bytes, old: bytes, new: str) -> Iterator[Edit]:
    """Where the id stands as `workspace_id="…"` or in `workspace_context("…")`."""
    code = [token for token in tokens(data) if token.kind < Kind.NEWLINE]
    for name, sign, string in zip(code, code[1:], code[2:], strict=False):
        names = _BEFORE_ID.get(data[sign.start : sign.end])
        text = data[string.start : string.end]
        if string.kind is Kind.STRING and text[1:-1] == old and data[name.start : name.end] == names:
            yield Edit(Span(string.start + 1, string.end - 1), escaped(new, chr(text[0])))
