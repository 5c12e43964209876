"""What the text of a class says of it: its bases, its docstring, how it is made; read from the tree alone.

Only the class itself is parsed, whatever else is in its file. It must not know where files are, nor registries.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from cursus_registry.facts.arguments import read_arguments
from cursus_registry.facts.read_value import read_value
from cursus_registry.facts.values import TooDeepError
from cursus_registry.syntax.python import is_too_deep, parse_python, text_of
from cursus_registry.text import Span

MODELS = frozenset({"BaseModel", "BaseSettings"})
"""The classes of pydantic that make a model of every class below them."""

_MOST_BYTES = 100_000
_LONGEST_HEAD = 1_000
_BLANK = re.compile(r"\s+")
_CONSTRUCTOR = "__init__"
_LONGEST_DEFAULT = 40
_OF_THE_CLASS = ("ClassVar", "typing.ClassVar")
_FIELD = "Field"
_DEFAULTS = frozenset({"default", "default_factory"})


@dataclass(frozen=True, slots=True)
class ClassText:
    """One class as its text has it. `parameters` is None without a constructor of its own.

    `fields` are the annotated names of its body, as parameters, that make up the constructor of a model.
    """

    bases: tuple[str, ...]
    docstring: str
    parameters: str | None
    fields: dict[str, str]
    is_model: bool


def read_class_at(data: bytes, start: int) -> ClassText | None:
    """The class whose statement begins at a byte offset of a text; None if none does, or it is beyond our bounds."""
    found = _node_at(data, start)
    return _read(*found) if found is not None else None


def base_names(data: bytes, start: int) -> Iterator[tuple[str, Span]]:
    """The names of the bases of the class that begins there, each with the place of its last part in the text."""
    found = _node_at(data, start)
    node, piece = found if found is not None else (None, b"")
    superclasses = node.child_by_field_name("superclasses") if node is not None else None
    for child in superclasses.named_children if superclasses is not None else ():
        base = child.child_by_field_name("value") if child.type == "subscript" else child
        last = base.child_by_field_name("attribute") if base is not None and base.type == "attribute" else base
        if last is not None and last.type == "identifier":
            yield text_of(last, piece), Span(last.start_byte, last.end_byte).shifted(start)


def last_name(base: str) -> str:
    """The plain name of a base: `C` of `a.b.C[T]`."""
    return base.partition("[")[0].rpartition(".")[2]


def _node_at(data: bytes, start: int) -> tuple[Node, bytes] | None:
    piece = data[start : start + _MOST_BYTES]
    if is_too_deep(piece):
        return None
    children = parse_python(piece).root.named_children
    node = next((child for child in children if child.type == "class_definition"), None)
    return (node, piece) if node is not None else None


def _read(node: Node, data: bytes) -> ClassText:
    body = node.child_by_field_name("body")
    superclasses = node.child_by_field_name("superclasses")
    nodes = [child for child in superclasses.named_children if _is_base(child)] if superclasses is not None else []
    bases = tuple(_one_line(child, data) for child in nodes)
    return ClassText(
        bases,
        _docstring(body, data),
        _parameters(body, data),
        _fields(body, data),
        is_model=any(last_name(base) in MODELS for base in bases),
    )


def _fields(body: Node | None, data: bytes) -> dict[str, str]:
    """The annotated names of a body, each as a parameter; private ones and those of the class itself are none."""
    found: dict[str, str] = {}
    for statement in body.named_children if body is not None else ():
        node = statement.named_children[0] if statement.type == "expression_statement" else None
        if node is None or node.type != "assignment":
            continue
        name, annotation = node.child_by_field_name("left"), node.child_by_field_name("type")
        if name is None or annotation is None or name.type != "identifier":
            continue
        label, kind = text_of(name, data), _one_line(annotation, data)
        if not label.startswith("_") and not kind.startswith(_OF_THE_CLASS) and label != "model_config":
            found[label] = f"{label}: {kind}{_default(node.child_by_field_name('right'), data)}"
    return found


def _default(node: Node | None, data: bytes) -> str:
    """The default of a field, in short; none if it has to be given: `x: int`, `x: int = Field(...)`."""
    if node is None:
        return ""
    if node.type == "call":
        return "" if _is_required(node, data) else " = …"
    words = _one_line(node, data)
    return f" = {words}" if len(words) <= _LONGEST_DEFAULT else " = …"


def _is_required(call: Node, data: bytes) -> bool:
    """Whether a call is a `Field` that says nothing of a default, or that there is none (`...`)."""
    function = call.child_by_field_name("function")
    if function is None or text_of(function, data).rpartition(".")[2] != _FIELD:
        return False
    arguments = read_arguments(call, data)
    if arguments.positional:
        return arguments.positional[0].type == "ellipsis"
    return not arguments.spread and _DEFAULTS.isdisjoint(arguments.keywords)


def _is_base(node: Node) -> bool:
    return node.type in {"identifier", "attribute", "subscript"}


def _docstring(body: Node | None, data: bytes) -> str:
    first = next((child for child in body.named_children if child.type != "comment"), None) if body else None
    if first is None or first.type != "expression_statement" or not first.named_children:
        return ""
    node = first.named_children[0]
    if node.type not in {"string", "concatenated_string"}:
        return ""
    try:
        value = read_value(node, data, [])
    except TooDeepError:
        return ""
    return inspect.cleandoc(value) if isinstance(value, str) else ""


def _parameters(body: Node | None, data: bytes) -> str | None:
    """The parameters of the constructor, without the object itself."""
    for child in body.named_children if body is not None else ():
        function = child.child_by_field_name("definition") if child.type == "decorated_definition" else child
        if function is None or function.type != "function_definition":
            continue
        name, listed = function.child_by_field_name("name"), function.child_by_field_name("parameters")
        if name is not None and listed is not None and text_of(name, data) == _CONSTRUCTOR:
            own = [one for one in listed.named_children if one.type != "comment"][1:]
            return f"({', '.join(_one_line(one, data) for one in own)})"
    return None


def _one_line(node: Node, data: bytes) -> str:
    words = _BLANK.sub(" ", text_of(node, data))
    return words if len(words) <= _LONGEST_HEAD else f"{words[: _LONGEST_HEAD - 1]}…"
