"""A comment more: at the end of the line, in the way that is there, and only where a comment can stand."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cursus_registry.edits.difference import line_edits
from cursus_registry.edits.silence import add_code
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.text import SourceText, apply_edits
from support.checks import registry

ALICE = registry("alice")
STEP_FILE = "/src/cursus/steps/interfaces/package.step.yaml"


def silenced(path, text):
    """The text after CUR204 is silenced where `HERE` stands; None if that cannot be done."""
    facts = Project(Memory({path: text}), "/").load_all().facts(path)
    edit = add_code(facts, text.encode().index(b"HERE"), "CUR204")
    if edit is None:
        return None
    after = apply_edits(facts.source.data, [edit]).decode()
    [*found] = Project(Memory({path: after}), "/").load_all().facts(path).suppressions
    assert any(
        "CUR204" in one.codes and one.line == facts.source.line_at(text.encode().index(b"HERE")) for one in found
    )
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("HERE = 1\n", "HERE = 1  # cursus: ignore[CUR204]\n"),
        ("HERE = 1  \t\nx = 2\n", "HERE = 1  # cursus: ignore[CUR204]\nx = 2\n"),
        ("HERE = 1\r\nx = 2\r\n", "HERE = 1  # cursus: ignore[CUR204]\r\nx = 2\r\n"),
        ("HERE = 1", "HERE = 1  # cursus: ignore[CUR204]"),
        ("HERE = 1  # why\n", "HERE = 1  # why  # cursus: ignore[CUR204]\n"),
        ("HERE = 1  # noqa\n", "HERE = 1  # noqa  # cursus: ignore[CUR204]\n"),
        ("HERE = 1  # noqa: E501\n", "HERE = 1  # noqa: E501  # cursus: ignore[CUR204]\n"),
        ("HERE = 1  # type: ignore\n", "HERE = 1  # type: ignore  # cursus: ignore[CUR204]\n"),
        ("HERE = 1  # noqa: CUR104\n", "HERE = 1  # noqa: CUR104, CUR204\n"),
        ("HERE = 1  # noqa: CUR104 E501 by hand\n", "HERE = 1  # noqa: CUR104 E501, CUR204 by hand\n"),
        ("HERE = 1  # cursus: ignore[CUR104] - so\n", "HERE = 1  # cursus: ignore[CUR104, CUR204] - so\n"),
        (
            "HERE = 1  # cursus: ignore-file[CUR104]\n",
            "HERE = 1  # cursus: ignore-file[CUR104]  # cursus: ignore[CUR204]\n",
        ),
        ("HERE = (  1,\n  2)\n", "HERE = (  1,  # cursus: ignore[CUR204]\n  2)\n"),
        ('HERE = "ä🚀 # no"\n', 'HERE = "ä🚀 # no"  # cursus: ignore[CUR204]\n'),
        ('x = """\n"""; HERE = 1\n', 'x = """\n"""; HERE = 1  # cursus: ignore[CUR204]\n'),
        ('HERE = """\n"""\n', None),
        ('x = """\nHERE\n"""\n', None),
        ("HERE = 1 + \\\n  2\n", None),
        ('HERE = "abc\n', None),
        ("#!/usr/bin/python HERE\n", None),
    ],
)
def test_in_python(before, after):
    assert silenced(ALICE, before) == after


STEP = "step_type: Package  # the name\nregistry:\n  description: {0}\n  sagemaker_step_type: Processing\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (STEP.format("HERE"), STEP.format("HERE  # cursus: ignore[CUR204]")),
        (STEP.format("'HERE'"), STEP.format("'HERE'  # cursus: ignore[CUR204]")),
        (STEP.format("HERE  # so"), STEP.format("HERE  # so  # cursus: ignore[CUR204]")),
        (STEP.format("HERE  # noqa: CUR104"), STEP.format("HERE  # noqa: CUR104, CUR204")),
        (STEP.format("HERE\n    more"), None),
        (STEP.format("'HERE\n    more'"), None),
        (STEP.format("|\n    HERE\n    more"), None),
    ],
)
def test_in_yaml(before, after):
    assert silenced(STEP_FILE, before) == after


def test_in_settings():
    assert silenced("/cursus-registry.toml", 'ignore = [\n  "HERE",\n]\n') == (
        'ignore = [\n  "HERE",  # cursus: ignore[CUR204]\n]\n'
    )


lines = st.lists(st.sampled_from(["a\n", "b\r\n", "c\r", "ä🚀\n", "\n", "d"]), max_size=12).map("".join)


@settings(max_examples=200)
@given(lines, lines)
def test_the_difference_leads_from_one_text_to_the_other(before, after):
    old, new = SourceText.from_str(before), SourceText.from_str(after)
    edits = line_edits(old, new)
    assert apply_edits(old.data, edits) == new.data
    assert bool(edits) == (before != after)


def test_what_stays_is_left_alone():
    old, new = SourceText(b"a\nb\nc\nd\n"), SourceText(b"a\nB\nc\nD\n")
    assert [(*edit.span, edit.new_text) for edit in line_edits(old, new)] == [(2, 4, "B\n"), (6, 8, "D\n")]


def test_a_great_difference_is_one_edit():
    old = SourceText(b"".join(b"%d\n" % number for number in range(5000)))
    new = SourceText(b"".join(b"%d\n" % (number * 7) for number in range(5000)))
    assert len(line_edits(old, new)) == 1
