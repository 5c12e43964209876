"""What the text of a class says of it: its bases, its docstring, how it is made; read from the tree alone.

Only the class itself is parsed, whatever else is in its file. It must not know registries.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from tree_sitter import Node

from cursus_registry.components.find import ClassPlace, find_class
from cursus_registry.facts.arguments import read_arguments
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read_value import read_value
from cursus_registry.facts.values import TooDeepError
from cursus_registry.index.index import Index
from cursus_registry.syntax.python import is_too_deep, parse_python, text_of

_MOST_BYTES = 100_000
_MOST_BASES = 10
_LONGEST_HEAD = 1_000
_BLANK = re.compile(r"\s+")
_CONSTRUCTOR = "__init__"
_MODELS = frozenset({"BaseModel", "BaseSettings"})
_MOST_FIELDS = 40
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


@dataclass(frozen=True, slots=True)
class ClassDocs:
    """What there is to say of a class. `inherited` is the base that the docstring comes from, if it is one's."""

    signature: str
    docstring: str
    inherited: str = ""


def read_class_docs(index: Index, place: ClassPlace, workspace: str | None) -> ClassDocs:
    """The docstring and the way to make an object, of the class itself, else of the nearest base that has one.

    A pydantic model is made of its fields and those of its bases. Bases are followed as far as the project defines
    them, by their plain names.
    """
    line = list(_with_bases(index, place, workspace))
    if not line:
        return ClassDocs(f"class {place.name}", "")
    text = line[0][1]
    parameters = _constructor(line)
    bases = f"({', '.join(text.bases)})" if text.bases else ""
    signature = f"class {place.name}{bases if parameters is None else parameters}"
    source, documented = next(((name, one) for name, one in line if one.docstring), ("", text))
    return ClassDocs(signature, documented.docstring, "" if source == place.name else source)


def _constructor(line: list[tuple[str, ClassText]]) -> str | None:
    """The parameters of a class by its own constructor or the nearest base's; of a model by all its fields."""
    for _, text in line:
        if text.parameters is not None:
            return text.parameters
    if not any(text.is_model for _, text in line):
        return None
    fields: dict[str, str] = {}
    for _, text in reversed(line):
        fields |= text.fields
    if not fields:
        return "()"
    more = ["…"] if len(fields) > _MOST_FIELDS else []
    return f"(*, {', '.join([*list(fields.values())[:_MOST_FIELDS], *more])})"


def read_class(facts: FileFacts, name: str) -> ClassText | None:
    """A class of a file; None if the file has no such class, or its text cannot be parsed in bounds."""
    span = next((found.span for found in facts.classes if found.name == name), None)
    if span is None:
        return None
    data = facts.source.data
    start = max(data.rfind(b"\n", 0, span.start), data.rfind(b"\r", 0, span.start)) + 1
    piece = data[start : start + _MOST_BYTES]
    if is_too_deep(piece):
        return None
    parsed = parse_python(piece)
    node = next((child for child in parsed.root.named_children if child.type == "class_definition"), None)
    return _read(node, piece) if node is not None else None


def _with_bases(index: Index, place: ClassPlace, workspace: str | None) -> list[tuple[str, ClassText]]:
    """A class and its bases, nearest first."""
    waiting, seen = [place], {place.name}
    found: list[tuple[str, ClassText]] = []
    while waiting and len(found) < _MOST_BASES:
        current = waiting.pop(0)
        text = read_class(index.files[current.path], current.name)
        if text is None:
            continue
        found.append((current.name, text))
        for base in text.bases:
            name = base.partition("[")[0].rpartition(".")[2]
            other = find_class(index, name, workspace) if name not in seen else None
            seen.add(name)
            if other is not None:
                waiting.append(other)
    return found


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
        is_model=any(base.rpartition(".")[2] in _MODELS for base in bases),
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
