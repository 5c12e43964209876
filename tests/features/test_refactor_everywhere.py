"""Every refactoring at every entry, use and class of whole projects, in every way of writing a file: the texts parse,
no error is new, and line ends, marks and comments stay.
"""

import re
from collections import Counter

import pytest
from hypothesis import given, settings

from checks.test_fixes import FIXTURES, ODD, WAYS, comments_outside, errors, written
from checks.test_random_fixes import projects as random_projects
from cursus_registry.features.refactor import CannotRefactorError, made, refactorings
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.project.revise import revise
from cursus_registry.text import Span

_LINE_END = re.compile(rb"\r\n|\n|\r")


def places(snapshot):
    """The places at which something of ours stands, each once: names, uses, ends of edges, classes."""
    for path, facts in snapshot.view.index.files.items():
        starts = {one.span.start for one in (*facts.mentions, *facts.classes)}
        for table in facts.tables.values():
            starts |= {table.variable_span.start, *table.starts}
        yield from ((path, Span(start, start)) for start in sorted(starts))


def check_everywhere(files):
    """How many refactorings were made."""
    snapshot = Project(Memory(files), "/").load_all()
    done = {}
    for path, span in places(snapshot):
        for one in refactorings(snapshot, path, span):
            assert one.kind.startswith("refactor.")
            if one.disabled or (path, one.title) in done:
                continue
            changed = made_if_it_can(snapshot, one)
            if changed is not None:
                done[path, one.title] = changed
                check_change(snapshot, one, changed)
    return len(done)


def made_if_it_can(snapshot, one):
    try:
        return made(snapshot, one)
    except CannotRefactorError:
        return None


def check_change(snapshot, chosen, changed):
    texts = {one.path: one.applied() for one in changed}
    after, affected = revise(snapshot, texts)
    before, now = [[(path, one) for path in affected for one in state.check(path)] for state in (snapshot, after)]
    assert errors(now) <= errors(before), chosen.title
    assert changed
    for one in changed:
        assert one.source != texts[one.path], "something changes"
        if one.is_new:
            continue
        assert after.facts(one.path).broken <= snapshot.facts(one.path).broken
        data = texts[one.path].data
        assert data.startswith(b"\xef\xbb\xbf") == one.source.data.startswith(b"\xef\xbb\xbf")
        kinds = set(_LINE_END.findall(one.source.data))
        assert set(_LINE_END.findall(data)) <= kinds or not kinds, chosen.title
    if chosen.title.startswith(("Sort ", "Move ", "Write ", "Add ", "Copy ")):
        assert comments(one.source.data for one in changed) <= comments(text.data for text in texts.values())


def comments(texts):
    return sum((comments_outside(data) for data in texts), Counter())


@pytest.mark.parametrize(
    ("name", "least", "way"),
    [("healthy", 5, "line feeds"), ("interfaces", 10, "line feeds"), *(("broken", 20, way) for way in WAYS)],
)
def test_every_refactoring_of_the_fixtures(name, least, way):
    root = FIXTURES / name
    paths = [path for path in root.rglob("*") if path.is_file()]
    files = {f"/{path.relative_to(root).as_posix()}": path.read_text("utf-8", ODD) for path in paths}
    assert check_everywhere(written(files, way)) >= least


@settings(max_examples=30, deadline=None)
@given(random_projects())
def test_every_refactoring_in_any_project(files):
    check_everywhere(files)
