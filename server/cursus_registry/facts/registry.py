"""The tables of a registry file: from the tree where the text parses, from its pieces where it does not.

Which variables are tables is decided by the kind of file. It must not judge entries: that is for the checks.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from cursus_registry.facts.changes import Action, Change
from cursus_registry.facts.entry import Entry, Problem
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.model import Table
from cursus_registry.facts.module_names import ModuleNames
from cursus_registry.facts.read_entry import NOT_STATIC, read_fields
from cursus_registry.facts.read_items import Items, ItemsReader, Memo, Scope
from cursus_registry.facts.read_table import TableReader, read_metadata
from cursus_registry.facts.salvage import salvage_fields, salvage_table
from cursus_registry.layout import FileKind, Place
from cursus_registry.syntax.chunks import Region, find_regions
from cursus_registry.syntax.python import Parsed, expression_of, first_error, parse_python, span_of, text_of
from cursus_registry.text import Span

_GIVING = frozenset({Action.ASSIGN, Action.IMPORT, Action.DECLARE})
METADATA = "WORKSPACE_METADATA"
OVERRIDES = "STEP_OVERRIDES"
STEP_TABLES = ("WORKSPACE_STEPS", "LOCAL_STEPS")
CORE_TABLE = "STEP_NAMES"
EXTRAS = "_EXTRAS"
HYPERPARAMETERS = "HYPERPARAMETER_REGISTRY"
INTERFACE = "registry"
"""The one entry of an interface file is kept in a table of this name."""
TABLES = {
    FileKind.CORE: (CORE_TABLE,),
    FileKind.EXTRAS: (EXTRAS,),
    FileKind.HYPERPARAMETERS: (HYPERPARAMETERS,),
    FileKind.WORKSPACE: (*STEP_TABLES, OVERRIDES, METADATA),
}
_BLANKED = bytes(byte if byte in b"\r\n" else ord(" ") for byte in range(256))
_COMPATIBILITY = "cursus_registry.compat."
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(slots=True)
class RegistryRead:
    """The tables of a file, what was wrong with its text, and a tree of whatever is not a table."""

    rest: Parsed
    data: bytes
    tables: dict[str, Table] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_registry(parsed: Parsed, place: Place, memo: Memo) -> RegistryRead:
    """All tables that a file of that kind can have. Raises TooDeepError."""
    variables = TABLES[place.kind]
    if not parsed.has_error:
        result = RegistryRead(parsed, parsed.data)
        _read_statements(result, place, variables, memo, [])
        return result
    regions = find_regions(parsed.data, variables)
    result = RegistryRead(parse_python(_without(parsed.data, regions)), parsed.data)
    _read_statements(result, place, variables, memo, regions)
    if result.rest.has_error or not any(problem.code == "CUR001" for problem in result.problems):
        result.problems.append(_tree_problem(result.rest if result.rest.has_error else parsed))
    return result


def _without(data: bytes, regions: Iterable[Region]) -> bytes:
    """The text with a number in the place of each table, so that the rest of it can be parsed."""
    pieces, at = [], 0
    for region in regions:
        inside = data[region.span.start + 1 : region.span.end]
        pieces += [data[at : region.span.start], b"0", inside.translate(_BLANKED)]
        at = region.span.end
    return b"".join([*pieces, data[at:]])


def _tree_problem(parsed: Parsed) -> Problem:
    node = first_error(parsed.root)
    span = Span(0, 0) if node is None else span_of(node)
    line_end = _LINE_END.search(parsed.data, span.start, span.end)
    if line_end:
        span = Span(span.start, max(line_end.start(), span.start + 1))
    missing = f": {node.type!r} is missing" if node is not None and node.is_missing else ""
    return Problem("CUR001", span, f"the file does not parse here{missing}")


def _read_statements(
    result: RegistryRead, place: Place, variables: Iterable[str], memo: Memo, regions: list[Region]
) -> None:
    """The variables that are tables, by all that the statements at the left margin do to them."""
    wanted = [name for name in variables if name.encode() in result.data]
    if not wanted:
        return
    names = ModuleNames(result.rest.root, FileNames(result.rest.data, place.module, place.is_package))
    cut: dict[int, Items] = {}
    tables = TableReader(names, memo, cut)
    for region in regions:
        if region.variable != METADATA:
            cut[region.variable_span.start] = _read_region(result.data, region, memo, tables.scope(region.span.start))
    stars = any(not f"{star}.".startswith(_COMPATIBILITY) for _, star in names.changes.stars)
    for name in wanted:
        changes = names.changes.by_name.get(name)
        lost = _lost_region(name, regions, changes or ())
        if lost is not None and name == METADATA:
            result.tables[name] = _salvage_metadata(result, lost, names)
        elif lost is not None:
            result.tables[name] = _table(result, name, lost.variable_span, lost.span, cut[lost.variable_span.start])
        elif changes:
            result.tables[name] = _read_variable(result, place, name, changes, tables, regions)
        elif stars:
            result.tables[name] = Table(name, (), complete=False)
    result.problems = list(dict.fromkeys(result.problems))


def _read_variable(
    result: RegistryRead, place: Place, name: str, changes: list[Change], tables: TableReader, regions: list[Region]
) -> Table:
    first = next((change for change in reversed(changes) if change.action in _GIVING), changes[0])
    variable = span_of(first.variable) if first.variable is not None else span_of(first.node)
    span = span_of(first.parts[0]) if first.action is Action.ASSIGN else Span(variable.end, variable.end)
    span = next((region.span for region in regions if region.variable_span == variable), span)
    if name == METADATA:
        entry, start = read_metadata(tables.names, name)
        return _metadata_table(result, entry, start, variable, span)
    alias = _alias(first, result.rest.data)
    if name in STEP_TABLES and alias in STEP_TABLES and alias != name:
        return Table(name, (), complete=True, alias_of=alias, variable_span=variable, span=span)
    if (
        place.kind is FileKind.CORE and first.action is Action.IMPORT
    ):  # another source has it: this file only hands it on
        result.problems.append(Problem("CUR003", span_of(first.node), f"{name} is changed here: {NOT_STATIC}"))
        return Table(name, (), complete=False, variable_span=variable, span=span)
    return _table(result, name, variable, span, tables.read(name))


def _lost_region(name: str, regions: Iterable[Region], changes: Iterable[Change]) -> Region | None:
    """The last piece of a broken text that is the table, if no statement could be made of the rest of it.

    Of the metadata there are never statements enough: it is no table of entries.
    """
    found = [region for region in regions if region.variable == name]
    starts = {change.variable.start_byte for change in changes if change.variable is not None}
    return found[-1] if found and (name == METADATA or found[-1].variable_span.start not in starts) else None


def _table(result: RegistryRead, name: str, variable: Span, span: Span, items: Items) -> Table:
    result.problems += items.all_problems()
    return Table(name, tuple(items.entries), items.complete, None, items.starts, variable, span)


def _alias(change: Change, data: bytes) -> str:
    """The variable that another is set to."""
    value = change.parts[0] if change.action is Action.ASSIGN else None
    return text_of(value, data) if value is not None and value.type == "identifier" else ""


def _metadata_table(result: RegistryRead, entry: Entry, start: int, variable: Span, span: Span) -> Table:
    result.problems += [problem._replace(span=problem.span.shifted(start)) for problem in entry.problems]
    return Table(METADATA, (entry,), entry.complete, None, array("Q", [start]), variable, span)


def _read_region(data: bytes, region: Region, memo: Memo, scope: Scope) -> Items:
    """What a table of a broken text says: it need not be what is broken."""
    span = region.span
    parsed = parse_python(data[span.start : span.end]) if region.closed else None
    node = expression_of(parsed) if parsed else None
    if parsed and node:
        return ItemsReader(region.variable, parsed.data, memo, scope, span.start).read(node)
    return salvage_table(data, region, memo, scope)


def _salvage_metadata(result: RegistryRead, region: Region, names: ModuleNames) -> Table:
    """The metadata of a broken file, which need not be what is broken in it."""
    name, span, lookup = region.variable_span, region.span, names.before(region.span.start)
    data = result.data[span.start : span.end]
    parsed = parse_python(data) if region.closed else None
    node = expression_of(parsed) if parsed else None
    if node:
        head = (0, name.end - name.start, span.start - name.start, span.end - name.start)
        entry = read_fields(METADATA, node, data, name.start - span.start, head, lookup)
        return _metadata_table(result, entry, name.start, name, span)
    entry, problem = salvage_fields(result.data, METADATA, name.start, name.end, span)
    result.problems += [problem] if problem else []
    return Table(METADATA, (entry,), entry.complete, None, array("Q", [name.start]), name, span)
