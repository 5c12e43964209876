"""The names that an import statement binds, and the absolute paths that they stand for.

It must not know what a name leads to further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.syntax.python import text_of

_USUAL_NAME = rb"[\w\x80-\xff]++(?:[ \t]++as[ \t]++[\w\x80-\xff]++)?"
_USUAL_NAMES = rb"%b(?:[ \t\r\n]*+,[ \t\r\n]*+%b)*+" % (_USUAL_NAME, _USUAL_NAME)
_USUAL_IMPORT = re.compile(
    rb"from[ \t]++(\.*+)([\w\x80-\xff.]*+)[ \t]++import[ \t]*+(?:\([ \t\r\n]*+)?"
    rb"(%b)(?:[ \t\r\n]*+,)?(?:[ \t\r\n]*+\))?" % _USUAL_NAMES
)
_USUAL_DOTTED = rb"(?![0-9])[\w\x80-\xff]++(?:\.(?![0-9])[\w\x80-\xff]++)*+"
_USUAL_MODULES = re.compile(
    rb"import[ ]++(%b(?:[ ]++as[ ]++[\w\x80-\xff]++)?(?:[ ]*+,[ ]*+%b(?:[ ]++as[ ]++[\w\x80-\xff]++)?)*+)"
    % (_USUAL_DOTTED, _USUAL_DOTTED)
)
_PLAIN_DOTTED = re.compile(r"\w++(?:\.\w++)*+")


class FileNames(NamedTuple):
    """What reading the names of a file takes: its text, and what imports call it."""

    data: bytes
    module: str
    is_package: bool


class UsualImport(NamedTuple):
    """The names that an import binds, with the absolute path of each (None if it cannot be told), and its end."""

    names: list[tuple[str, str | None]]
    end: int


def usual_import(code: bytes, start: int, file: FileNames) -> UsualImport | None:
    """The import that begins there, by its text alone; None if it is written in any way but the usual one.

    `code` is a text without its comments.
    """
    match = _USUAL_IMPORT.match(code, start)
    if match is not None:
        text = match[0]
        in_parentheses = text.endswith(b")")
        if in_parentheses != (b"(" in text) or (b"\n" in text and not in_parentheses):
            return None
        names = [] if match[2] == b"__future__" and not match[1] else list(_usual_names(match, file))
        return UsualImport(names, match.end())
    match = _USUAL_MODULES.match(code, start)
    return UsualImport(list(_usual_modules(match[1].decode("utf-8", "replace"))), match.end()) if match else None


def _usual_modules(modules: str) -> Iterator[tuple[str, str | None]]:
    """`import a.b, c as d` by its text."""
    for item in modules.split(","):
        path, *alias = item.split()
        first = path.partition(".")[0]
        yield (alias[-1], path) if alias else (first, first)


def imported_names(statement: Node, file: FileNames) -> Iterator[tuple[str, str | None]]:
    """The names that an import binds, with the absolute path of each; None if the path cannot be told."""
    usual = _USUAL_IMPORT.fullmatch(file.data, statement.start_byte, statement.end_byte)
    if usual is not None and not statement.has_error:
        yield from _usual_names(usual, file)
        return
    source = statement.child_by_field_name("module_name")
    base = None if source is None else _absolute(source, file)
    for item in statement.children_by_field_name("name"):
        name, path = _import_item(item, file.data)
        if source is not None:
            yield name, None if base is None else f"{base}.{path}"
        elif item.type == "aliased_import":
            yield name, path
        else:
            yield path.partition(".")[0], path.partition(".")[0]  # `import a.b` binds `a`


def starred_module(statement: Node, file: FileNames) -> str | None:
    """The module that `from module import *` names, if the statement is one and the module can be told."""
    source = statement.child_by_field_name("module_name")
    if source is None or not any(child.type == "wildcard_import" for child in statement.named_children):
        return None
    return _absolute(source, file)


def dotted(node: Node, data: bytes) -> str:
    """A dotted name without the blanks that may stand in it."""
    text = text_of(node, data)
    if node.type == "identifier" or _PLAIN_DOTTED.fullmatch(text):
        return text
    return ".".join(text_of(child, data) for child in node.named_children if child.type == "identifier")


def _usual_names(usual: re.Match[bytes], file: FileNames) -> Sequence[tuple[str, str | None]]:
    """`from a.b import c, d as e` by its text: a file has many, and their nodes are slower to walk."""
    dots, module, names = usual.groups()
    if not dots:
        return _names_of(module.decode("utf-8", "replace"), names)
    rest = module.decode("utf-8", "replace")
    base = _resolved(len(dots), [rest] if rest else [], file)
    if base is None:
        return [(name, None) for name, _ in _names_of("", names)]
    return _names_of(base, names)


@lru_cache(maxsize=4096)  # the files of a project import the same again and again
def _names_of(module: str, names: bytes) -> tuple[tuple[str, str], ...]:
    items = [item.split() for item in names.decode("utf-8", "replace").split(",")]
    return tuple((words[-1], f"{module}.{words[0]}") for words in items)


def _import_item(item: Node, data: bytes) -> tuple[str, str]:
    """The name that an item of an import binds, and the dotted name that it asks for."""
    if item.type != "aliased_import":
        return dotted(item, data), dotted(item, data)
    path, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
    return ("" if alias is None else text_of(alias, data)), ("" if path is None else dotted(path, data))


def _absolute(source: Node, file: FileNames) -> str | None:
    """The module that an import names; None if it leads out of what this file's own name tells."""
    if source.type != "relative_import":
        return dotted(source, file.data) or None
    dots, rest = 0, []
    for child in source.named_children:
        if child.type == "import_prefix":
            dots = text_of(child, file.data).count(".")
        else:
            rest.append(dotted(child, file.data))
    return _resolved(dots, rest, file)


def _resolved(dots: int, rest: list[str], file: FileNames) -> str | None:
    """The module that stands behind so many dots; None if they lead out of what this file's own name tells."""
    package: list[str] = []
    if dots:
        parts = file.module.split(".") if file.module else []
        package = parts if file.is_package else parts[:-1]
        package = package[: max(len(package) + 1 - dots, 0)]
        if not package:
            return None
    return ".".join([*package, *rest])
