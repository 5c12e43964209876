"""Checkers for what is asked at a cursor: the one place that knows how features are called."""

from __future__ import annotations

from collections.abc import Callable

from cursus_registry.features.completion import Completions, completion
from cursus_registry.features.definition import definition
from cursus_registry.features.highlight import Use, highlights
from cursus_registry.features.hover import Hover, hover
from cursus_registry.features.place import Targets
from cursus_registry.project import Snapshot
from cursus_registry.text import Edit, Encoding, Position, SourceText, Span, apply_edits
from support.checks import open_fixture
from support.fixture import Fixture, Note, parse_fixture


def at_cursor(text: str) -> tuple[Fixture, Snapshot, str, bytes, int]:
    """The fixture, its project, and the cursor as path, text and offset."""
    fixture = parse_fixture(text)
    assert fixture.cursor, "the fixture has no cursor"
    path, line, character = fixture.cursor
    source = SourceText.from_str(fixture.files[path])
    offset = source.offset(Position(line, character), Encoding.UTF32)
    return fixture, open_fixture(fixture).snapshot, path, source.data, offset


def hover_at(text: str) -> Hover | None:
    """The hover at the cursor."""
    _, snapshot, path, _, offset = at_cursor(text)
    return hover(snapshot, path, offset)


def completions_at(text: str) -> Completions | None:
    """The completions at the cursor."""
    _, snapshot, path, data, offset = at_cursor(text)
    return completion(snapshot, path, data, offset)


def labels_at(text: str) -> list[str]:
    """What is proposed at the cursor, in order."""
    found = completions_at(text)
    return [item.label for item in found.items] if found else []


def check_completion_edit(text: str, label: str, line: str) -> None:
    """Choosing a label turns the cursor's line into this one."""
    fixture, _, _, data, offset = at_cursor(text)
    found = completions_at(text)
    assert found, "nothing is proposed"
    [item] = [item for item in found.items if item.label == label]
    assert found.span.start <= offset <= found.span.end
    after = SourceText(apply_edits(data, [Edit(Span(*found.span), item.text)]))
    assert str(after).split("\n")[fixture.cursor[1]] == line


def check_definition(text: str) -> None:
    """The cursor leads to the places noted as `target`, and nowhere else."""
    check_targets(definition, text)


def check_targets(feature: Callable[[Snapshot, str, int], Targets | None], text: str) -> None:
    """By a feature, the cursor leads to the places noted as `target`, and from the one noted as `origin`, if any."""
    fixture, snapshot, path, _, offset = at_cursor(text)
    found = feature(snapshot, path, offset)
    places = [_note(snapshot, target.path, target.name_span, "target") for target in found.targets] if found else []
    assert sorted(places) == fixture.places("target")
    for target in found.targets if found else ():
        assert target.span.start <= target.name_span.start <= target.name_span.end <= target.span.end
    if origins := fixture.places("origin"):
        assert found, "it leads nowhere"
        assert [_note(snapshot, path, found.origin, "origin")] == origins


def check_highlights(text: str) -> None:
    """What is highlighted in the cursor's file is what the notes `write`, `read` and `text` mark."""
    fixture, snapshot, path, _, offset = at_cursor(text)
    found = [_note(snapshot, path, one.span, one.use.value) for one in highlights(snapshot, path, offset)]
    assert found == sorted(place for use in Use for place in fixture.places(use.value))


def _note(snapshot: Snapshot, path: str, span: Span, text: str) -> Note:
    start, end = snapshot.view.index.files[path].source.range(span, Encoding.UTF32)
    assert start.line == end.line
    return Note(path, start.line, start.character, end.character, text)
