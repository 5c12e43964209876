"""The tables of a registry file: from the tree where the text parses, from its pieces where it does not.

Which variables are tables is decided by the kind of file. It must not judge entries: that is for the checks.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from cursus_registry.facts.entry import Problem
from cursus_registry.facts.model import Table
from cursus_registry.facts.read_entry import NOT_STATIC, read_fields
from cursus_registry.facts.read_items import Items, Memo, read_items
from cursus_registry.facts.salvage import salvage_fields, salvage_table
from cursus_registry.facts.values import UNKNOWN, read_value, value_type
from cursus_registry.layout import FileKind
from cursus_registry.syntax.chunks import Region, find_regions
from cursus_registry.syntax.python import Parsed, dictionary_of, first_error, parse_python, span_of, text_of
from cursus_registry.text import Span

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
_COMPOUND = frozenset(
    {"if_statement", "try_statement", "for_statement", "while_statement", "with_statement", "match_statement"}
    | {"block", "else_clause", "elif_clause", "except_clause", "finally_clause", "case_clause"}
)
_BLANKED = bytes(byte if byte in b"\r\n" else ord(" ") for byte in range(256))
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(slots=True)
class RegistryRead:
    """The tables of a file, what was wrong with its text, and a tree of whatever is not a table."""

    rest: Parsed
    tables: dict[str, Table] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_registry(parsed: Parsed, kind: FileKind, memo: Memo) -> RegistryRead:
    """All tables that a file of that kind can have. Raises TooDeepError."""
    variables = TABLES[kind]
    if not parsed.has_error:
        result = RegistryRead(parsed)
        _read_statements(result, parsed, variables, memo)
        return result
    regions = find_regions(parsed.data, variables)
    result = RegistryRead(parse_python(_without(parsed.data, regions)))
    covered = {region.variable for region in regions}
    _read_statements(result, result.rest, [name for name in variables if name not in covered], memo)
    for region in regions:
        _read_region(result, parsed.data, region, memo)
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


def _read_statements(result: RegistryRead, parsed: Parsed, variables: Iterable[str], memo: Memo) -> None:
    """The assignments at the left margin, and whatever else changes one of the variables."""
    wanted = [name for name in variables if name.encode() in parsed.data]
    if not wanted:
        return
    star = False
    for statement in parsed.root.named_children:
        star = star or (statement.type == "import_from_statement" and _is_foreign_star(statement, parsed.data))
        for name, node, is_table in _assignments(statement, parsed.data):
            if name not in wanted:
                continue
            if is_table:
                result.tables[name] = _read_assigned(result, name, node, parsed, memo)
            else:
                _make_incomplete(result, name, node)
    for name in wanted:
        if star and name not in result.tables:
            result.tables[name] = Table(name, (), complete=False)


def _is_foreign_star(statement: Node, data: bytes) -> bool:
    text = text_of(statement, data)
    return text.rstrip().endswith("*") and "cursus_registry.compat" not in text


def _assignments(statement: Node, data: bytes) -> Iterator[tuple[str, Node, bool]]:
    """Each variable that a statement sets or changes: name, node, and whether it is a plain assignment."""
    if statement.type == "expression_statement" and statement.named_children:
        inner = statement.named_children[0]
        if inner.type == "assignment" and inner.named_children[0].type == "identifier":
            yield from ((name, inner, True) for name in _chained(inner, data))
        elif name := _changed_variable(inner, data):
            yield name, inner, False
    elif statement.type == "delete_statement":
        yield from ((_base_name(child, data), statement, False) for child in statement.named_children)
    elif statement.type == "import_from_statement":
        for child in statement.children_by_field_name("name"):
            bound = child.child_by_field_name("alias") or child
            yield text_of(bound, data), statement, False
    elif statement.type in _COMPOUND:
        for inner in _simple_statements(statement):
            yield from ((name, node, False) for name, node, _ in _assignments(inner, data))


def _simple_statements(compound: Node) -> Iterator[Node]:
    """The statements in a compound one and in those inside it, without recursion."""
    stack = [compound]
    while stack:
        node = stack.pop()
        if node.type in _COMPOUND:
            stack.extend(reversed(node.named_children))
        else:
            yield node


def _chained(assignment: Node, data: bytes) -> Iterator[str]:
    """The variables of `a = b = value`."""
    node: Node | None = assignment
    while node is not None and node.type == "assignment":
        left = node.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            yield text_of(left, data)
        node = node.child_by_field_name("right")


def _changed_variable(node: Node, data: bytes) -> str:
    """The variable whose content an expression statement changes: by an item, an operator, or a method."""
    if node.type in {"assignment", "augmented_assignment"}:
        left = node.child_by_field_name("left")
        return _base_name(left, data) if left is not None else ""
    if node.type == "call":
        function = node.child_by_field_name("function")
        return _base_name(function, data) if function is not None and function.type == "attribute" else ""
    return ""


def _base_name(node: Node, data: bytes) -> str:
    while node.type in {"subscript", "attribute"}:
        node = node.named_children[0]
    return text_of(node, data) if node.type == "identifier" else ""


def _make_incomplete(result: RegistryRead, name: str, node: Node) -> None:
    known = result.tables.get(name, Table(name, (), complete=False))
    result.tables[name] = replace(known, complete=False)
    result.problems.append(Problem("CUR003", span_of(node), f"{name} is changed here: {NOT_STATIC}"))


def _read_assigned(result: RegistryRead, name: str, node: Node, parsed: Parsed, memo: Memo) -> Table:
    variable = span_of(node.named_children[0])
    right = node.child_by_field_name("right")
    while right is not None and right.type == "assignment":
        right = right.child_by_field_name("right")
    if right is None:
        return result.tables.get(name, Table(name, (), complete=True, variable_span=variable))
    if right.type == "dictionary":
        read = _read_metadata if name == METADATA else _read_table
        return read(result, name, variable, right, parsed.data, memo)
    alias = text_of(right, parsed.data) if right.type == "identifier" else ""
    if name in STEP_TABLES and alias in STEP_TABLES and alias != name:
        return Table(name, (), complete=True, alias_of=alias, variable_span=variable, span=span_of(right))
    value = read_value(right, parsed.data, [])
    code = "CUR003" if value is UNKNOWN else "CUR005"
    message = f"{name}: {NOT_STATIC}" if value is UNKNOWN else f"{name} is a {value_type(value)}, not a dictionary"
    result.problems.append(Problem(code, span_of(right), message))
    return Table(name, (), complete=False, variable_span=variable, span=span_of(right))


def _read_table(result: RegistryRead, name: str, variable: Span, node: Node, data: bytes, memo: Memo) -> Table:
    return _table(result, name, variable, span_of(node), read_items(name, node, data, memo))


def _table(result: RegistryRead, name: str, variable: Span, span: Span, items: Items) -> Table:
    result.problems += items.problems
    return Table(name, tuple(items.entries), items.complete, None, items.starts, variable, span)


def _read_metadata(result: RegistryRead, name: str, variable: Span, node: Node, data: bytes, _: Memo) -> Table:
    start = variable.start
    head = (0, variable.end - start, node.start_byte - start, node.end_byte - start)
    entry = read_fields(name, node, data, start, head)
    result.problems += [problem._replace(span=problem.span.shifted(start)) for problem in entry.problems]
    return Table(name, (entry,), entry.complete, None, array("Q", [start]), variable, span_of(node))


def _read_region(result: RegistryRead, data: bytes, region: Region, memo: Memo) -> None:
    name, variable, span = region.variable, region.variable_span, region.span
    parsed = parse_python(data[span.start : span.end]) if region.closed else None
    node = dictionary_of(parsed) if parsed else None
    if name == METADATA:
        result.tables[name] = _salvage_metadata(result, data, region, node)
    elif parsed and node:
        items = read_items(name, node, parsed.data, memo, span.start)
        result.tables[name] = _table(result, name, variable, span, items)
    else:
        result.tables[name] = _table(result, name, variable, span, salvage_table(data, region, memo))


def _salvage_metadata(result: RegistryRead, data: bytes, region: Region, node: Node | None) -> Table:
    """The metadata of a broken file, which need not be what is broken in it."""
    name, span = region.variable_span, region.span
    if node:
        head = (0, name.end - name.start, span.start - name.start, span.end - name.start)
        entry = read_fields(METADATA, node, data[span.start : span.end], name.start - span.start, head)
        problems = [problem._replace(span=problem.span.shifted(name.start)) for problem in entry.problems]
    else:
        entry, problem = salvage_fields(data, METADATA, name.start, name.end, span)
        problems = [problem] if problem else []
    result.problems += problems
    return Table(METADATA, (entry,), entry.complete, None, array("Q", [name.start]), name, span)
