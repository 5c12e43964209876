"""The texts of the files that an entry goes into and comes from. It must not know whether it may go there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.edits.entries import copy_entry, entry_block, remove_entry
from cursus_registry.edits.fields import insert_fields
from cursus_registry.edits.literals import interface_text
from cursus_registry.edits.moves import is_whole
from cursus_registry.edits.put import last_ordinal, put_entry, says_the_same
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read import read_source
from cursus_registry.facts.registry import CORE_TABLE
from cursus_registry.facts.values import DictValue, ListValue, Value
from cursus_registry.features.promotion.refusal import CannotMoveError
from cursus_registry.index.declaration import Declaration
from cursus_registry.layout import INTERFACE_SUFFIX
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import derived_values
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import SourceText, apply_edits

_REQUIRED = ("sagemaker_step_type", "builder_step_name", "config_class", "spec_type", "description")


def text_in_core(snapshot: Snapshot, source: FileFacts, row: Declaration, path: str) -> SourceText:
    """The text of the core's file with the step, every required field written out."""
    derived = derived_values(row.name)
    missing = {
        name: derived[name] for name in _REQUIRED if name in derived and name not in snapshot.view.entry(row).as_dict()
    }
    if path.endswith(INTERFACE_SUFFIX):
        return _as_interface(row, {**_fields(snapshot, row), **missing}, _comments(source, row))
    facts = facts_at(snapshot, path)
    text = text_with_entry(snapshot, row, facts, (CORE_TABLE,))
    after = read_source(path, facts.place, text).facts
    table = after.table(CORE_TABLE)
    ordinal = last_ordinal(table, row.name) if table is not None else None
    if not missing or table is None or ordinal is None:
        return text
    edit = insert_fields(after, table, ordinal, missing)
    if edit is None:
        raise _by_hand(snapshot, row.path, row.name)
    return SourceText(apply_edits(text.data, (edit,)))


def text_with_entry(snapshot: Snapshot, row: Declaration, target: FileFacts, variables: tuple[str, ...]) -> SourceText:
    """The text of a registry with a row's entry in it: as it is written, comments too, else as what it says."""
    source = snapshot.view.index.files[row.path]
    table = source.tables[row.variable]
    edit = copy_entry(source, table, row.ordinal, target, variables)
    if edit is not None:
        text = SourceText(apply_edits(target.source.data, (edit,)))
        if _holds(target, text, variables, row, table):
            return text
    try:
        written = put_entry(target, variables, row.name, _fields(snapshot, row))
    except ValueError as error:
        raise CannotMoveError(f"'{row.name}' cannot be written: {error}") from None
    if written is None:
        raise _by_hand(snapshot, target.path, row.name)
    return written


def _holds(target: FileFacts, text: SourceText, variables: tuple[str, ...], row: Declaration, table: Table) -> bool:
    """Whether a text has the entry, and beyond it what it had."""
    after = read_source(target.path, target.place, text).facts
    if after.broken or not after.readable:
        return False
    found = [one for name in variables if (one := after.table(name)) and last_ordinal(one, row.name) is not None]
    if len(found) != 1 or not says_the_same(found[0].entries[-1], table.entries[row.ordinal]):
        return False
    return all(
        [one for one in after_table.entries if one.name != row.name or name not in variables] == list(before)
        for name, after_table in after.tables.items()
        for before in [target.tables[name].entries if name in target.tables else ()]
    )


def _as_interface(row: Declaration, fields: Mapping[str, Any], comments: str) -> SourceText:
    try:
        return SourceText.from_str(interface_text(row.name, fields, comments))
    except ValueError as error:
        raise CannotMoveError(f"'{row.name}' cannot be written as an interface file: {error}") from None


def _comments(source: FileFacts, row: Declaration) -> str:
    """The comments of an entry, as lines to stand before it."""
    block = (entry_block(source, source.tables[row.variable], row.ordinal) or "").encode("utf-8", "surrogatepass")
    found = (block[token.start : token.end] for token in tokens(block) if token.kind is Kind.COMMENT)
    return "".join(f"{comment.decode('utf-8', 'surrogatepass')}\n" for comment in found)


def text_without(source: FileFacts, row: Declaration) -> SourceText:
    """The text of the workspace's registry without the entry."""
    table = source.tables[row.variable]
    twice = sum(entry.name == row.name for entry in table.entries) > 1
    edit = None if source.broken or twice else remove_entry(source, table, row.ordinal)
    if edit is None:
        raise CannotMoveError(
            f"the entry of '{row.name}' in {source.path} is written in a way that cannot be edited; move it by hand"
        )
    return SourceText(apply_edits(source.source.data, (edit,)))


def facts_at(snapshot: Snapshot, path: str) -> FileFacts:
    """What a registry says, nothing if it is not there yet."""
    facts = snapshot.view.index.files.get(path)
    if facts is None:
        return read_source(path, snapshot.layout.place_of(snapshot.relative(path)), SourceText(b"")).facts
    if facts.broken or not facts.readable:
        raise CannotMoveError(f"{snapshot.relative(path)} cannot be read in full; mend it first")
    return facts


def _fields(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """What an entry says, as plain data."""
    entry = snapshot.view.entry(row)
    if not is_whole(entry):
        raise CannotMoveError(f"only running {snapshot.relative(row.path)} could tell all that '{row.name}' says")
    return {name: _plain(snapshot, row, value) for name, value in entry.as_dict().items()}


def _plain(snapshot: Snapshot, row: Declaration, value: Value) -> Any:
    match value:
        case None | str() | bool() | int() | float():
            return value
        case ListValue("tuple", items):
            return tuple(_plain(snapshot, row, item) for item in items)
        case ListValue("list", items):
            return [_plain(snapshot, row, item) for item in items]
        case ListValue("set", items):
            return {_plain(snapshot, row, item) for item in items}
        case DictValue(keys, values, True):
            pairs = zip(keys, values, strict=True)
            return {_plain(snapshot, row, key): _plain(snapshot, row, item) for key, item in pairs}
    raise CannotMoveError(f"only running {snapshot.relative(row.path)} could tell all that '{row.name}' says")


def _by_hand(snapshot: Snapshot, path: str, name: str) -> CannotMoveError:
    return CannotMoveError(
        f"the table for '{name}' in {snapshot.relative(path)} is put together in a way that cannot be edited;"
        " write the entry by hand"
    )
