"""How tests get into the table "request × place"."""

import pytest

import not_here
import requests_table

MODULE = """
PLACES = {"p4 call": "a", "p6 nodes": "b"}
MORE = [pytest.param("x", id="p10 class"), *PLACES]

@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_hover(text): ...

@pytest.mark.parametrize("text", MORE)
async def test_type_definition_of_all(text): ...

def test_highlight_p4_p5(): ...

@pytest.mark.parametrize("text", ["p12", "p1x", "up6"])
def test_references_of_no_place(text): ...

def test_hoverer_p3(): ...
"""


def test_names_and_parameters_name_places():
    found = {(cover.request, cover.place) for cover in requests_table.covers_in(MODULE, "test_x.py")}
    assert found == {
        *(("hover", place) for place in (4, 6)),
        *(("type_definition", place) for place in (4, 6, 10)),
        *(("document_highlight", place) for place in (4, 5)),
    }


def test_whoever_names_a_place_names_a_request():
    assert requests_table.misnamed() == []


def test_a_misnamed_test_is_found(tmp_path):
    (tmp_path / "features").mkdir()
    text = MODULE + "def test_hover_p12(): ...\n"
    (tmp_path / "features" / "test_x.py").write_text(text, encoding="utf-8")
    found = ["features/test_x.py::test_hoverer_p3", "features/test_x.py::test_hover_p12"]
    assert requests_table.misnamed(tmp_path) == found


def test_a_module_names_the_request_of_its_tests():
    found = requests_table.covers_in(
        "def test_sorting_p1(): ...\ndef test_hover_p2(): ...\n", "lsp/test_rename_more.py"
    )
    assert [(cover.request, cover.place) for cover in found] == [("rename", 1), ("hover", 2)]


def test_methods_of_classes_are_tests():
    text = "class TestCells:\n    def test_hover_p9(self): ...\n    def helper_p9(self): ...\n"
    assert list(requests_table.covers_in(text, "test_x.py")) == [
        requests_table.Cover("hover", 9, "test_x.py::TestCells", "test_hover_p9")
    ]


def test_a_cell_that_nobody_has_judged_stops_the_generation(monkeypatch):
    tested = requests_table.covers()
    assert requests_table.unjudged(tested) == []
    of_hover = [one for one in tested if (one.request, one.place) != ("hover", 6)]
    monkeypatch.setattr(requests_table, "covers", lambda: of_hover)
    with pytest.raises(ValueError, match="hover P6"):
        requests_table.table()


def test_a_cell_with_a_reason_shows_that_there_is_nothing(monkeypatch):
    monkeypatch.setattr(not_here, "reasons", lambda: dict.fromkeys(_all_cells(), "why"))
    rows = requests_table.table().splitlines()[2:]
    assert {cell.strip() for row in rows for cell in row.split("|")[2:-1]} == {"–"}


def test_a_cell_has_one_reason(monkeypatch):
    assert not_here.reasons().keys() <= _all_cells()
    twice = not_here.Rule("again", {"hover": frozenset({11})})
    monkeypatch.setattr(not_here, "RULES", (*not_here.RULES, twice))
    with pytest.raises(ValueError, match="hover at P11 has two reasons"):
        not_here.reasons()


def _all_cells():
    return {(request, place) for request in requests_table.REQUESTS for place in requests_table.PLACES}
