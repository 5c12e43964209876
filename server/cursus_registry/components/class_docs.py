"""What the text of a class says of it: its bases, its docstring, how it is made; read from the tree alone.

Only the class itself is parsed, whatever else is in its file. It must not know registries.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from tree_sitter import Node

from cursus_registry.components.find import ClassPlace, find_class
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


@dataclass(frozen=True, slots=True)
class ClassText:
    """One class as its text has it. `parameters` is None without a constructor of its own."""

    bases: tuple[str, ...]
    docstring: str
    parameters: str | None


@dataclass(frozen=True, slots=True)
class ClassDocs:
    """What there is to say of a class. `inherited` is the base that the docstring comes from, if it is one's."""

    signature: str
    docstring: str
    inherited: str = ""


def read_class_docs(index: Index, place: ClassPlace, workspace: str | None) -> ClassDocs:
    """The docstring and the way to make an object, of the class itself, else of the nearest base that has one.

    Bases are followed as far as the project defines them, by their plain names.
    """
    line = list(_with_bases(index, place, workspace))
    if not line:
        return ClassDocs(f"class {place.name}", "")
    source = next((one for one in line if one[1].docstring), None)
    parameters = next((text.parameters for _, text in line if text.parameters is not None), None)
    bases = f"({', '.join(line[0][1].bases)})" if line[0][1].bases else ""
    signature = f"class {place.name}{bases}" if parameters is None else f"class {place.name}{parameters}"
    if source is None:
        return ClassDocs(signature, "")
    return ClassDocs(signature, source[1].docstring, "" if source[0] == place.name else source[0])


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
    bases = [child for child in superclasses.named_children if _is_base(child)] if superclasses is not None else []
    return ClassText(
        tuple(_one_line(child, data) for child in bases),
        _docstring(body, data),
        _parameters(body, data),
    )


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
