"""Edits made at once."""

import pytest

from cursus_registry.text import Edit, Span, apply_edits


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([Edit(Span(0, 0), "X")], "Xabcdef"),
        ([Edit(Span(6, 6), "X")], "abcdefX"),
        ([Edit(Span(1, 3), "")], "adef"),
        ([Edit(Span(4, 5), "YY"), Edit(Span(0, 2), "é")], "écdYYf"),
        ([Edit(Span(0, 2), "1"), Edit(Span(2, 4), "2")], "12ef"),
        ([Edit(Span(2, 2), "1"), Edit(Span(2, 2), "2")], "ab12cdef"),
        ([Edit(Span(0, 6), "")], ""),
    ],
)
def test_every_span_speaks_of_the_text_before(edits, expected):
    assert apply_edits(b"abcdef", edits).decode() == expected


@pytest.mark.parametrize("other", [Span(1, 2), Span(2, 5), Span(0, 2), Span(1, 3)])
def test_edits_that_overlap_are_refused(other):
    with pytest.raises(ValueError, match="overlap"):
        apply_edits(b"abcdef", [Edit(Span(1, 3), "x"), Edit(other, "y")])
