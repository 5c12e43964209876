"""The table of editors tells of what the tests show, and the pages of what the tests run."""

import json

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


def test_every_feature_has_a_column_and_every_column_a_feature():
    assert set(editors_table.features_of(TESTS)) == set(editors_table.FEATURES)


def test_a_page_shows_the_file_that_the_tests_run():
    for kind in CLIENTS.values():
        page = (editors_table.ROOT / "docs" / "editors" / kind.page).read_text(encoding="utf-8")
        assert (editors_table.ROOT / "docs" / "editors" / kind.snippet).read_text(encoding="utf-8") in page
    assert {"eglot-beside.el", "cursus_python.py"} <= editor_pages.shown()


def results(version, **features):
    return {"b": {"version": version, "features": features}}


def seconds(run, **features):
    return {"b": {**run["b"], "seconds": features}}


def test_new_results_take_the_place_of_old_ones_without_their_seconds():
    kept = {"a": {"version": "1", "features": {"hover": "plain text"}}, **results("1", hover="plain text")}
    run = seconds(results("1", hover="Markdown"), hover=1.0)
    assert editors_table.merged(kept, [run]) == {"a": kept["a"], **results("1", hover="Markdown")}


def test_a_run_of_some_features_leaves_the_others():
    kept = results("1", hover="Markdown", definition="`F12`")
    run = results("1", definition="`gd`", rename="`F2`")
    assert editors_table.merged(kept, [run]) == results("1", hover="Markdown", definition="`gd`", rename="`F2`")


def test_what_another_version_did_is_not_said_of_this_one():
    kept = results("1", hover="Markdown", definition="`F12`")
    assert editors_table.merged(kept, [results("2", definition="`gd`")]) == results("2", definition="`gd`")


def test_what_failed_and_is_run_once_more_comes_to_the_rest(tmp_path):
    written = tmp_path / "artifacts" / "clients.json"
    first = seconds(results("1", hover="Markdown", definition="`F12`"), hover=1.0, definition=2.0, crash=3.0)
    editors_table.write_down(first, written, again=False)
    again = seconds(results("1", crash="by itself"), crash=4.0)
    editors_table.write_down(again, written, again=True)
    everything = results("1", hover="Markdown", definition="`F12`", crash="by itself")
    assert json.loads(written.read_text()) == seconds(everything, hover=1.0, definition=2.0, crash=4.0)
    editors_table.write_down(again, written, again=False)
    assert json.loads(written.read_text()) == again


def test_what_is_run_once_more_may_be_all_there_is(tmp_path):
    again = results("1", crash="by itself")
    editors_table.write_down(again, tmp_path / "clients.json", again=True)
    assert json.loads((tmp_path / "clients.json").read_text()) == again
