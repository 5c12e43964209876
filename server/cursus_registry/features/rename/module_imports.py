"""The imports of a module under another name, in one file. It must not know why the module is called otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from cursus_registry.facts.model import FileFacts
from cursus_registry.syntax.python import parse_python, span_of, text_of, walk
from cursus_registry.text import Edit, SourceText


class UnclearImportError(ValueError):
    """A file imports the module so that another name of it would break more; the message is the file's path."""


def import_edits(facts: FileFacts, source: SourceText, module: str, stem: str) -> Iterator[Edit]:
    """The edits that give the last part of a module's name another spelling wherever the file imports from it.

    Raises UnclearImportError where the module itself is bound to its name: every use of that would have to change.
    """
    for node in walk(parse_python(source.data).root):
        if node.type == "import_from_statement":
            yield from _of_from(facts, source.data, node, module, stem)
        elif node.type == "import_statement":
            yield from _of_import(facts, source.data, node, module, stem)


def _of_from(facts: FileFacts, data: bytes, node: Node, module: str, stem: str) -> Iterator[Edit]:
    """`from package.module import X`, `from .module import X`; not `from package import module`."""
    origin = node.child_by_field_name("module_name")
    path = _absolute(facts, data, origin) if origin is not None else None
    if path is None or origin is None:
        return
    if _is_same(path, module):
        last = _last_name(origin)
        if last is not None:
            yield Edit(span_of(last), stem)
        return
    if any(_is_same(f"{path}.{text_of(name, data)}", module) for name in _imported(node)):
        raise UnclearImportError(facts.path)


def _of_import(facts: FileFacts, data: bytes, node: Node, module: str, stem: str) -> Iterator[Edit]:
    """`import package.module as m`; not `import package.module`."""
    for child in node.children_by_field_name("name"):
        dotted = child.child_by_field_name("name") if child.type == "aliased_import" else child
        if dotted is None or not _is_same(text_of(dotted, data), module):
            continue
        last = _last_name(dotted)
        if child.type != "aliased_import" or last is None:
            raise UnclearImportError(facts.path)
        yield Edit(span_of(last), stem)


def _is_same(path: str, module: str) -> bool:
    """Whether a dotted path is a module, be it seen from a folder above its packages (`src.cursus.steps…`)."""
    return path == module or path.endswith(f".{module}")


def _imported(node: Node) -> Iterator[Node]:
    """The names that are imported, without their aliases."""
    for child in node.children_by_field_name("name"):
        name = child.child_by_field_name("name") if child.type == "aliased_import" else child
        if name is not None:
            yield name


def _absolute(facts: FileFacts, data: bytes, origin: Node) -> str | None:
    """The module that an import names, absolute; None if it leads out of the packages that are known."""
    if origin.type != "relative_import":
        return text_of(origin, data)
    text = text_of(origin, data)
    rest = text.lstrip(". \t")
    dots = text[: len(text) - len(rest)].count(".")
    packages = facts.place.module.split(".")
    up = dots - 1 if facts.place.is_package else dots
    if up > len(packages):
        return None
    base = packages[: len(packages) - up]
    return ".".join([*base, rest] if rest else base)


def _last_name(node: Node) -> Node | None:
    """The last part of a dotted name."""
    if node.type == "relative_import":
        node = next((child for child in node.named_children if child.type == "dotted_name"), node)
    names = [child for child in node.named_children if child.type == "identifier"]
    return names[-1] if names else None
