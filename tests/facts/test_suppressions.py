"""The comments that silence findings."""

import pytest

from cursus_registry.facts.model import Suppression
from cursus_registry.facts.suppressions import read_suppressions
from cursus_registry.text import SourceText


def read(text):
    return [(found.codes, found.whole_file, found.line) for found in read_suppressions(SourceText.from_str(text))]


@pytest.mark.parametrize(
    ("comment", "codes", "whole_file"),
    [
        ("# noqa: CUR204", ("CUR204",), False),
        ("#noqa:CUR204", ("CUR204",), False),
        ("# NOQA : cur204", ("CUR204",), False),
        ("# noqa: CUR204, CUR101", ("CUR204", "CUR101"), False),
        ("# noqa: CUR204 CUR101", ("CUR204", "CUR101"), False),
        ("# noqa: E501, CUR204", ("CUR204",), False),
        ("# noqa: CUR204  -- both teams know", ("CUR204",), False),
        ("# why not  # noqa: CUR204", ("CUR204",), False),
        ("# cursus: ignore[CUR204]", ("CUR204",), False),
        ("#cursus:ignore[ CUR204 ,CUR101 ]", ("CUR204", "CUR101"), False),
        ("# Cursus: Ignore[cur204] both teams know", ("CUR204",), False),
        ("# cursus: ignore-file[CUR204]", ("CUR204",), True),
        ("# type: ignore  # cursus: ignore[CUR204]", ("CUR204",), False),
    ],
)
def test_a_comment(comment, codes, whole_file):
    assert read(f"x = 1\ny = 2  {comment}\nz = 3\n") == [(codes, whole_file, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "# noqa",
        "# noqa: E501",
        "# noqa:",
        "# type: ignore[CUR204]",
        "# cursus: ignore",
        "# cursus: ignore[]",
        "# cursus: ignore[CUR204",
        "# cursus ignore[CUR204]",
        "x = '# noqa: CUR204'",
        'x = """\n# cursus: ignore[CUR204]\n"""',
        "noqa: CUR204",
        "",
    ],
)
def test_what_silences_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines(newline):
    text = "# cursus: ignore-file[CUR1]\n\nx = {  # noqa: CUR204\n    # cursus: ignore[CUR101]\n}"
    assert [(line, codes) for codes, _, line in read(text.replace("\n", newline))] == [
        (0, ("CUR1",)),
        (2, ("CUR204",)),
        (3, ("CUR101",)),
    ]


def test_in_a_broken_text():
    assert read("x = {'a  # no comment\n  y: (  # noqa: CUR001\n") == [(("CUR001",), False, 1)]


def test_they_compare_without_their_line():
    assert Suppression(("CUR204",), whole_file=False, line=1) == Suppression(("CUR204",), whole_file=False, line=9)


@pytest.mark.parametrize(
    ("comment", "parts", "codes"),
    [
        (
            "# ä  # noqa: E501, CUR204,CUR1A because  # more",
            ["# noqa: E501, CUR204,CUR1A because  "],
            ["CUR204", "CUR1A"],
        ),
        ("#noqa:CUR204", ["#noqa:CUR204"], ["CUR204"]),
        ("# noqa: CURSE1, CUR204", ["# noqa: CURSE1, CUR204"], ["CUR204"]),
        ("# cursus: ignore[ CUR1 ,x] ö", ["# cursus: ignore[ CUR1 ,x] ö"], ["CUR1", "x"]),
        (
            "# noqa: CUR1 # cursus: ignore-file[CUR2]",
            ["# noqa: CUR1 ", "# cursus: ignore-file[CUR2]"],
            ["CUR1", "CUR2"],
        ),
    ],
)
def test_places(comment, parts, codes):
    source = SourceText.from_str(f"x = 1\ny = 'ü'  {comment}\n")
    found = read_suppressions(source)
    assert [source.slice(one.span) for one in found] == parts
    assert [source.slice(place) for one in found for place in one.places] == codes
    assert all(set(one.places) <= set(one.all_codes) for one in found)


def test_codes_of_ours_may_be_anything():
    assert read("# cursus: ignore[collision, e501]") == [(("COLLISION", "E501"), False, 0)]
