"""How tests get into the table "request × place"."""

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
