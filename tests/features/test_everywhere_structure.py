"""Tokens, selections and hierarchies at every place of whole projects, and in whatever text is typed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from cursus_registry.features.call_hierarchy import find_item, incoming, outgoing, prepare_calls
from cursus_registry.features.selection import selections
from cursus_registry.features.semantic_tokens import semantic_tokens
from cursus_registry.features.type_hierarchy import prepare_types, subtypes, supertypes
from cursus_registry.files import Disk
from cursus_registry.project import Project
from support.checks import CORE, open_fixture, registry
from support.random_texts import pipeline_texts, registry_texts

FIXTURES = Path(__file__).parents[2] / "fixtures"
STEP = 17


@pytest.mark.parametrize("name", ["healthy", "interfaces", "broken"])
def test_no_place_is_without_a_proper_answer(name):
    snapshot = Project(Disk(), str(FIXTURES / name)).load_all()
    counts = [check_file(snapshot, path, STEP) for path in snapshot.view.index.files]
    tokens, stretches, items = map(sum, zip(*counts, strict=True))
    assert tokens > 100
    assert stretches > 100
    assert items > 50


@given(registry_texts(), pipeline_texts)
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed(registry_text, pipeline_text):
    project = open_fixture(CORE)
    texts = {registry("alice"): registry_text, "/pipelines/fraud.py": pipeline_text}
    for path, text in texts.items():
        project.files.open(path, text.encode("utf-8", "surrogatepass"))
    project.update(texts)
    for path in texts:
        if project.snapshot.facts(path) is not None:
            check_file(project.snapshot, path, 5)


def check_file(snapshot, path, step):
    """How many tokens, selections and items a file has; each of them is where it says."""
    size = len(snapshot.facts(path).source.data)
    tokens = semantic_tokens(snapshot, path)
    assert all(one.span.end <= other.span.start for one, other in pairwise(tokens))
    assert all(0 <= token.span.start < token.span.end <= size for token in tokens)
    stretches = items = 0
    for offset in range(0, size + 1, step):
        stretches += len(check_selections(selections(snapshot, path, offset), offset, size))
        items += check_types(snapshot, path, offset) + check_calls(snapshot, path, offset)
    return len(tokens), stretches, items


def check_selections(spans, offset, size):
    for inner, outer in pairwise(spans):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert inner != outer
    assert all(0 <= span.start <= offset <= span.end <= size for span in spans)
    return spans


def check_types(snapshot, path, offset):
    found = prepare_types(snapshot, path, offset)
    for item in found:
        above = supertypes(snapshot, item.identity)
        assert len(above) <= 1
        for other in (*above, *subtypes(snapshot, item.identity)):
            check_target(snapshot, other.target)
        for other in above:
            assert item.identity in [below.identity for below in subtypes(snapshot, other.identity)]
    return len(found)


def check_calls(snapshot, path, offset):
    found = prepare_calls(snapshot, path, offset)
    for item in found:
        assert find_item(snapshot, item.identity) == item
        own = item.target.path
        for call in incoming(snapshot, item.identity):
            check_target(snapshot, call.item.target)
            check_spans(snapshot, call.item.target.path, call.spans)
        for call in outgoing(snapshot, item.identity):
            check_target(snapshot, call.item.target)
            check_spans(snapshot, own, call.spans)
    return len(found)


def check_target(snapshot, target):
    check_spans(snapshot, target.path, (target.span, target.name_span))
    assert target.span.start <= target.name_span.start <= target.name_span.end <= target.span.end


def check_spans(snapshot, path, spans):
    size = len(snapshot.facts(path).source.data)
    assert spans
    assert all(0 <= span.start <= span.end <= size for span in spans)
