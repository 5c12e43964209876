"""What there is to say of a class: by its own text, its bases' in the project, and what is known of those outside.

It must not know how classes outside are found.
"""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.components.class_text import ClassText, last_name, read_class_at
from cursus_registry.components.find import ClassPlace, find_class
from cursus_registry.components.imports import wanted_base
from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside, OutsideClass
from cursus_registry.facts.model import FileFacts
from cursus_registry.index.index import Index

_MOST_BASES = 10
_MOST_FIELDS = 40


@dataclass(frozen=True, slots=True)
class ClassDocs:
    """What there is to say of a class. `inherited` is the base that the docstring comes from, if it is one's."""

    signature: str
    docstring: str
    inherited: str = ""


def read_class_docs(
    index: Index, place: ClassPlace, workspace: str | None, outside: Outside = NOTHING_OUTSIDE
) -> ClassDocs:
    """The docstring and the way to make an object, of the class itself, else of the nearest base that has one.

    A pydantic model is made of its fields and those of its bases. Bases are followed by their plain names as far as
    the project defines them, and by their imports outside of it.
    """
    return _docs(place.name, list(_with_bases(index, place, workspace, outside)))


def outside_docs(found: tuple[OutsideClass, ...]) -> ClassDocs:
    """The same of a class outside, nearest first, of which there must be one."""
    return _docs(found[0].name, [(one.name, one.text) for one in found])


def read_class(facts: FileFacts, name: str) -> ClassText | None:
    """A class of a file; None if the file has no such class, or its text cannot be parsed in bounds."""
    span = next((found.span for found in facts.classes if found.name == name), None)
    if span is None:
        return None
    data = facts.source.data
    start = max(data.rfind(b"\n", 0, span.start), data.rfind(b"\r", 0, span.start)) + 1
    return read_class_at(data, start)


def _docs(name: str, line: list[tuple[str, ClassText]]) -> ClassDocs:
    if not line:
        return ClassDocs(f"class {name}", "")
    text = line[0][1]
    parameters = _constructor(line)
    bases = f"({', '.join(text.bases)})" if text.bases else ""
    signature = f"class {name}{bases if parameters is None else parameters}"
    source, documented = next(((other, one) for other, one in line if one.docstring), ("", text))
    return ClassDocs(signature, documented.docstring, "" if source == name else source)


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


def _with_bases(
    index: Index, place: ClassPlace, workspace: str | None, outside: Outside
) -> list[tuple[str, ClassText]]:
    """A class and its bases, nearest first; of what lies outside the bases are known already."""
    waiting, seen = [place], {place.name}
    found: list[tuple[str, ClassText]] = []
    beyond: dict[str, ClassText] = {}
    while waiting and len(found) < _MOST_BASES:
        current = waiting.pop(0)
        facts = index.files[current.path]
        text = read_class(facts, current.name)
        if text is None:
            continue
        found.append((current.name, text))
        for base in text.bases:
            name = last_name(base)
            if name in seen:
                continue
            seen.add(name)
            other = find_class(index, name, workspace)
            if other is not None:
                waiting.append(other)
            else:
                beyond |= {one.name: one.text for one in _outside_of(index, facts, base, outside)}
    return [*found, *beyond.items()]


def _outside_of(index: Index, facts: FileFacts, base: str, outside: Outside) -> tuple[OutsideClass, ...]:
    """A base that no class of the project is, with its own bases, by the first of its imports that leads anywhere."""
    return next((found for way in wanted_base(index, facts, base) if (found := outside.find(way))), ())
