"""What the library defines, by the text of its modules: classes with their members, functions, constants.

Nothing is imported for it. It must not know what the names are wanted for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

PACKAGE = Path(__file__).resolve().parent.parent / "server" / "cursus_registry"
LIBRARY = ("api/**/*.py", "compat/**/*.py", "facts/registry.py")
"""What users import from, and the names that their registries have."""


@dataclass(frozen=True)
class Definition:
    """A name that a module defines: a `class`, a `function`, a `constant`, or `alias` of another name.

    `members` are a class's own methods and fields, those that its `__init__` sets included; `bases` its base classes.
    `annotation` and `doc` are a constant's.
    """

    module: str
    name: str
    kind: str
    members: frozenset[str] = frozenset()
    bases: tuple[str, ...] = ()
    target: str = ""
    annotation: str = ""
    doc: str = ""


@dataclass(frozen=True)
class Module:
    """A module by its text: what it says of itself, defines, takes from elsewhere, and exports if it says so."""

    name: str
    doc: str
    definitions: Mapping[str, Definition]
    imports: Mapping[str, str] = field(default_factory=dict)
    exports: tuple[str, ...] | None = None


@cache
def modules() -> Mapping[str, Module]:
    """The library's modules by their full names."""
    read = (_module(path) for pattern in LIBRARY for path in sorted(PACKAGE.glob(pattern)))
    return MappingProxyType({module.name: module for module in read})


def find(name: str) -> list[Definition]:
    """The definitions that a public name can lead to: a name which is no alias comes first, and `api` first."""
    found = [module.definitions[name] for module in modules().values() if name in module.definitions]
    return sorted(found, key=lambda one: one.kind == "alias")


def defined(module: str, name: str) -> Definition | None:
    """What a name means in a module, wherever it comes from."""
    known = modules().get(module)
    if known is None:
        return None
    if name in known.definitions:
        return known.definitions[name]
    return defined(known.imports[name], name) if name in known.imports else None


def resolved(definition: Definition) -> Definition:
    """The definition behind all aliases."""
    while definition.kind == "alias":
        further = defined(definition.module, definition.target)
        if further is None:
            return definition
        definition = further
    return definition


def members(definition: Definition) -> frozenset[str]:
    """The members of a class, those of its base classes included."""
    found = set(definition.members)
    for base in definition.bases:
        below = defined(definition.module, base)
        if below is not None:
            found |= members(resolved(below))
    return frozenset(found)


def _module(path: Path) -> Module:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    definitions = {one.name: one for one in _definitions(name, tree)}
    imports = {
        alias.asname or alias.name: statement.module or ""
        for statement in ast.walk(tree)
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    return Module(name, ast.get_docstring(tree) or "", definitions, imports, _exports(tree))


def _definitions(module: str, tree: ast.Module) -> Iterator[Definition]:
    for statement, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        match statement:
            case ast.ClassDef(name=name):
                bases = tuple(ast.unparse(base) for base in statement.bases)
                yield Definition(module, name, "class", frozenset(_members(statement)), bases)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield Definition(module, name, "function")
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=target)):
                yield Definition(module, name, "alias", target=target, doc=_text(following))
            case ast.Assign(targets=targets):
                names = [target.id for target in targets if isinstance(target, ast.Name)]
                yield from (Definition(module, name, "constant", doc=_text(following)) for name in names)
            case ast.AnnAssign(target=ast.Name(id=name)):
                annotation = ast.unparse(statement.annotation)
                yield Definition(module, name, "constant", annotation=annotation, doc=_text(following))


def _members(tree: ast.ClassDef) -> Iterator[str]:
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name="__init__"):
                yield from _set_on_self(statement)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))


def _set_on_self(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name


def _text(statement: ast.stmt | None) -> str:
    """The text that stands below a constant."""
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return ""


def _exports(tree: ast.Module) -> tuple[str, ...] | None:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List() as names):
                return tuple(ast.literal_eval(names))
    return None
