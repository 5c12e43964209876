"""Whatever is typed or cut anywhere in a file with step names: no question fails, and each answer is about its place."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cursus_registry.features.completion import completion
from cursus_registry.features.declaration import declaration
from cursus_registry.features.definition import definition
from cursus_registry.features.highlight import highlights
from cursus_registry.features.hover import hover
from cursus_registry.features.implementation import implementation
from cursus_registry.features.symbols import document_symbols
from cursus_registry.features.type_definition import type_definition
from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.fixture import parse_fixture
from support.worlds import BLOCKS, CLASSES, MENTIONS, SOURCES, WORLD

WAYS = (definition, declaration, type_definition, implementation)
JUNK = st.sampled_from(['"', "'", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\\", "#", "//", "🚀", "\ufeff", "x", ""])
PLACES = {**MENTIONS, **CLASSES, **SOURCES, **BLOCKS}


def project_with(path, text):
    return Project(Memory({**parse_fixture(WORLD).files, path: text}), "/").load_all()


def ask_everything(snapshot, path, data, offset):
    """How many questions were answered."""
    spans = [found.span for found in (hover(snapshot, path, offset), completion(snapshot, path, data, offset)) if found]
    spans += [found.origin for way in WAYS if (found := way(snapshot, path, offset)) and found.origin.contains(offset)]
    assert all(0 <= span.start <= offset <= span.end <= len(data) for span in spans)
    for symbol in document_symbols(snapshot, path):
        assert all(
            symbol.span.start <= child.span.start <= child.span.end <= symbol.span.end for child in symbol.children
        )
    return len(spans) + len(highlights(snapshot, path, offset))


@pytest.mark.parametrize("place", PLACES)
def test_completion_and_all_others_of_a_text_that_ends_anywhere(place):
    [(path, text)] = parse_fixture(PLACES[place]("Package")).files.items()
    answered = 0
    for cut in range(len(text) + 1):
        data = text[:cut].encode()
        answered += ask_everything(project_with(path, text[:cut]), path, data, len(data))
    assert answered > 5


@pytest.mark.parametrize("place", PLACES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_completion_and_all_others_of_any_text(place, data):
    [(path, text)] = parse_fixture(PLACES[place]("Package")).files.items()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(JUNK) + text[at + data.draw(st.integers(0, 12)) :]
    whole = text.encode()
    snapshot = project_with(path, text)
    for at in (data.draw(st.integers(0, len(text))), text.find("Package") + 3, len(text)):
        ask_everything(snapshot, path, whole, len(text[: max(at, 0)].encode()))
