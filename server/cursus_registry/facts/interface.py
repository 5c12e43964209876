"""The step that an interface file declares, as one table of one entry: its name and its `registry:` block.

A file names its step at the top (`step_type`); one of a variant is a mention. What is derived where a field
is absent is not said here. It must not judge fields: that is for the checks.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from cursus_registry.facts.compatible_sources import KEY as COMPATIBLE_SOURCES
from cursus_registry.facts.compatible_sources import read_compatible_sources
from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read_entry import with_article
from cursus_registry.facts.registry import INTERFACE
from cursus_registry.facts.suppressions import read_suppressions
from cursus_registry.facts.values import UNKNOWN, Value, value_type
from cursus_registry.facts.variants import KEY as VARIANTS
from cursus_registry.facts.variants import NAME_KEY, read_variants
from cursus_registry.facts.yaml_values import read_node, resolve
from cursus_registry.layout import Place
from cursus_registry.syntax.yaml import NodeKind, YamlBoundError, YamlNode, YamlText, parse_yaml
from cursus_registry.syntax.yaml.comments import find_comments
from cursus_registry.text import SourceText, Span

__all__ = ["INTERFACE", "NAME_KEY", "VARIANTS", "YamlBoundError", "read_interface"]

WANTED = frozenset({NAME_KEY, INTERFACE, VARIANTS})

_SHOWN_NUMBERS = 10**15
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(slots=True)
class _Problems:
    """What was wrong with a file; places are those of the file."""

    found: list[Problem] = field(default_factory=list)

    def blame(self, code: str, span: Span, message: str) -> None:
        self.found.append(Problem(code, span, message))


@dataclass(slots=True)
class _Fields:
    """The keys and values of a block."""

    names: list[str | None] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    complete: bool = True


def read_interface(path: str, place: Place, source: SourceText) -> FileFacts:
    """The facts of an interface file. Its table is the file, so all places are the file's. Raises YamlBoundError."""
    text = parse_yaml(source.data, WANTED, COMPATIBLE_SOURCES)
    problems = _Problems()
    _blame_text(problems, source.data, text)
    mentions = (*read_compatible_sources(source.data, text), *read_variants(source.data, text))
    return FileFacts(
        path,
        place,
        source,
        tables={INTERFACE: _read_table(problems, source.data, text)},
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        suppressions=read_suppressions(source, find_comments),
        problems=tuple(sorted(problems.found, key=lambda problem: problem.span)),
        broken=text.fault is not None,
    )


def _read_table(problems: _Problems, data: bytes, text: YamlText) -> Table:
    top = _read_top(problems, data, text)
    entry = _read_entry(problems, data, text, top) if NAME_KEY in top else None
    hidden = entry is None and _hides_name(text, top)
    if not hidden and NAME_KEY not in top and (text.root is None or text.root.kind is NodeKind.MAPPING):
        problems.blame("CUR002", _first_line(data), f"no '{NAME_KEY}' at the top of this file, so it declares no step")
    entries, starts = ((entry,), array("Q", [0])) if entry else ((), array("Q"))
    return Table(INTERFACE, entries, not hidden, None, starts, span=Span(0, len(data)))


def _blame_text(problems: _Problems, data: bytes, text: YamlText) -> None:
    if text.unsafe:
        problems.blame("CUR008", text.unsafe.span, text.unsafe.message)
    if text.fault:
        problems.blame("CUR001", text.fault.span, text.fault.message)
        return
    for node in text.doubtful:
        try:
            resolve(node.text)
        except ValueError as error:
            written = _shown(data, node.span)
            problems.blame("CUR001", node.span, f"{written} cannot be read, {error}: put it in quotes")
            return


def _read_top(problems: _Problems, data: bytes, text: YamlText) -> dict[str, tuple[YamlNode, YamlNode]]:
    """The keys at the top with their nodes; of several with one name the last, as the framework's reader does."""
    if text.root is None:
        return {}
    if text.root.kind is not NodeKind.MAPPING:
        if text.root.kind is not NodeKind.UNSAFE:
            kind = with_article(value_type(read_node(text.root)))
            problems.blame("CUR005", text.root.span, f"an interface file is a mapping of keys, this is {kind}")
        return {}
    found: dict[str, tuple[YamlNode, YamlNode]] = {}
    for key, value in text.root.pairs():
        name = _read_key(problems, data, key)
        if not isinstance(name, str):
            continue
        if name in found:
            problems.blame("CUR201", key.span, f"'{name}' stands twice in this file; the earlier one is lost")
        found[name] = key, value
    return found


def _hides_name(text: YamlText, top: dict[str, tuple[YamlNode, YamlNode]]) -> bool:
    """Whether a step could be declared here, under a name that was not read."""
    if NAME_KEY in top:
        return read_node(top[NAME_KEY][1]) is UNKNOWN
    if text.root is None:
        return text.fault is not None
    if text.root.kind is not NodeKind.MAPPING:
        return text.root.kind is NodeKind.UNSAFE
    return not text.root.whole or any(key.kind is NodeKind.UNSAFE for key, _ in text.root.pairs())


def _read_entry(
    problems: _Problems, data: bytes, text: YamlText, top: dict[str, tuple[YamlNode, YamlNode]]
) -> Entry | None:
    key, node = top[NAME_KEY]
    name = read_node(node)
    if not isinstance(name, str):
        if name is not UNKNOWN:
            span = node.span if node.span.end > node.span.start else key.span
            problems.blame("CUR004", span, f"'{NAME_KEY}' {_not_a_string(data, node, name)}")
        return None
    block = top[INTERFACE][1] if INTERFACE in top else None
    shape, fields = _read_block(problems, data, name, block, whole=text.root is None or text.root.whole)
    span = Span(node.span.end, node.span.end) if block is None else block.span
    places = array("I", [*node.span, *span, *fields.places])
    return Entry(name, tuple(fields.names), tuple(fields.values), shape, fields.complete, places)


def _read_block(
    problems: _Problems, data: bytes, name: str, block: YamlNode | None, *, whole: bool
) -> tuple[Shape, _Fields]:
    """The fields of a step, and what stands where they are due. Nothing there, or null, is no field at all."""
    if block is None:
        return (Shape.MAPPING if whole else Shape.DAMAGED), _Fields(complete=whole)
    if block.kind is NodeKind.MAPPING:
        return (Shape.MAPPING if block.whole else Shape.DAMAGED), _read_fields(problems, data, block)
    if block.kind in {NodeKind.UNSAFE, NodeKind.SKIPPED}:
        return (Shape.UNKNOWN if block.kind is NodeKind.UNSAFE else Shape.DAMAGED), _Fields(complete=False)
    value = read_node(block)
    if value is None:
        return Shape.MAPPING, _Fields()
    if value is not UNKNOWN:
        kind = with_article(value_type(value))
        problems.blame("CUR005", block.span, f"'{INTERFACE}' of '{name}' is {kind}, not a mapping of fields")
    return Shape.OTHER, _Fields(complete=False)


def _read_fields(problems: _Problems, data: bytes, block: YamlNode) -> _Fields:
    fields = _Fields(complete=block.whole)
    for key, node in block.pairs():
        name = _read_key(problems, data, key)
        fields.complete = fields.complete and name is not UNKNOWN
        fields.names.append(name if isinstance(name, str) else None)
        fields.values.append(read_node(node))
        fields.places += (*key.span, *node.span)
    return fields


def _read_key(problems: _Problems, data: bytes, key: YamlNode) -> Value:
    value = read_node(key)
    if key.kind is NodeKind.SCALAR and not isinstance(value, str) and value is not UNKNOWN:
        problems.blame("CUR004", key.span, f"a key {_not_a_string(data, key, value)}")
    return value


def _not_a_string(data: bytes, node: YamlNode, value: Value) -> str:
    """Why something is no string, to people who did not mean it so."""
    if node.kind is not NodeKind.SCALAR:
        return f"is {with_article(value_type(value))}, not a string"
    written = _shown(data, node.span)
    if value is None:
        return f"is {written}, which is no value: put it in quotes" if written != "''" else "has no value"
    if isinstance(value, bool):
        return f"is {written}, which is the boolean {str(value).lower()}: put it in quotes"
    if isinstance(value, int | float) and abs(value) < _SHOWN_NUMBERS:
        return f"is {written}, which is the number {value}: put it in quotes"
    return f"is {written}, which is {with_article(value_type(value))}: put it in quotes"


def _shown(data: bytes, span: Span) -> str:
    text = data[span.start : span.end].decode("utf-8", "replace")
    return f"'{text if len(text) <= 30 else f'{text[:29]}…'}'"


def _first_line(data: bytes) -> Span:
    line_end = _LINE_END.search(data)
    return Span(0, line_end.start() if line_end else len(data))
