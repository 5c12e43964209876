"""The table of editors tells of what the tests show, and the pages of what the tests run."""

import editor_pages
import editors_table
from support.real import CLIENTS

EDITORS = ["vscode", *CLIENTS]
TESTS = editors_table.ROOT / "tests" / "editors" / "test_clients.py"


def test_every_feature_that_is_tested_has_a_result_for_every_editor():
    kept = editors_table.results()
    features = sorted(editors_table.features_of(TESTS))
    assert features
    assert {client: sorted(kept.get(client, {}).get("features", ())) for client in EDITORS} == dict.fromkeys(
        EDITORS, features
    ), "run `nox -s editors`, then `python docs/editors_table.py` and `python docs/generate.py`"


def test_every_feature_has_a_column():
    assert set(editors_table.features_of(TESTS)) <= set(editors_table.FEATURES)


def test_a_page_shows_the_file_that_the_tests_run():
    for kind in CLIENTS.values():
        page = (editors_table.ROOT / "docs" / "editors" / kind.page).read_text(encoding="utf-8")
        assert (editors_table.ROOT / "docs" / "editors" / kind.snippet).read_text(encoding="utf-8") in page
    assert {"eglot-beside.el", "cursus_python.py"} <= editor_pages.shown()


def test_new_results_take_the_place_of_old_ones_without_their_seconds():
    kept = {"a": {"version": "1"}, "b": {"version": "1"}}
    run = {"b": {"version": "2", "seconds": {"hover": 1.0}}}
    assert editors_table.merged(kept, [run]) == {"a": {"version": "1"}, "b": {"version": "2"}}
