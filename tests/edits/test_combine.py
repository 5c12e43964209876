"""Which changes can be made at once."""

from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.edits.combine import combined, compatible
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.text import Edit, SourceText, Span

SOURCE = SourceText(b"0123456789")


def change(*spans, path="/a"):
    return (FileEdits(path, SOURCE, tuple(Edit(Span(*span), "x") for span in spans)),)


def test_of_two_that_meet_the_first_is_made():
    assert compatible([change((0, 2)), change((1, 3)), change((4, 5))]) == [0, 2]
    assert compatible([change((0, 2), (8, 9)), change((5, 6)), change((9, 10))]) == [0, 1]


def test_edits_that_touch_meet():
    assert compatible([change((2, 2)), change((2, 2))]) == [0]
    assert compatible([change((0, 2)), change((2, 3))]) == [0]
    assert compatible([change((0, 2)), change((3, 3))]) == [0, 1]


def test_files_are_apart():
    assert compatible([change((0, 2)), change((0, 2), path="/b")]) == [0, 1]
    both = (*change((5, 6)), *change((0, 2), path="/b"))
    assert compatible([change((0, 2), path="/b"), both, change((5, 6))]) == [0, 2]


@given(st.lists(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 3)), min_size=1, max_size=2), max_size=6))
def test_what_is_chosen_can_be_applied_in_any_order(changes):
    made = [change(*((at, min(at + size, 10)) for at, size in spans)) for spans in changes]
    made = [
        one
        for one in made
        if len(compatible([(FileEdits("/a", SOURCE, (edit,)),) for edit in one[0].edits])) == len(one[0].edits)
    ]
    chosen = [made[number] for number in compatible(made)]
    texts = [{path: one.applied() for path, one in combined(order).items()} for order in (chosen, chosen[::-1])]
    assert texts[0] == texts[1]
