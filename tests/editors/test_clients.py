"""Editors as people run them, with the snippets of `docs/editors`, on the broken checkout.

Each test shows one feature in all of them, and is named after it. What an editor does in its own way is asserted, too,
and stands in the table of the README.
"""

import json
import shutil
import subprocess
import sys

import pytest

from support.real import CLIENTS
from support.real.editor import ROOT, Cursor, Shown

PIPELINE = "pipelines/weekly_training.py"
CORE = "src/cursus/registry/step_names.py"
SLIP = "there is no step 'XGBoostTrainng' in the core; did you mean 'XGBoostTraining'?"
ENDS_WITHIN = 10
ALICE = "developer_workspaces/developers/alice"
REGISTRY, CHURN = f"{ALICE}/src/cursus_dev/registry/workspace_registry.py", f"{ALICE}/pipelines/churn.py"
LOOKUP = """from cursus.registry.step_names import get_config_class_name

HISTORY = get_config_class_name("ContractHistory")
TRAINING = get_config_class_name("XGBoostTrainng")
"""
REPORT, ELSEWHERE = (
    "pipelines/churn_forecast.py",
    """from cursus.registry.step_names import get_config_class_name

FORECAST = get_config_class_name("ChurnForecast", workspace_id="alice")
TRAINING = get_config_class_name("XGBoostTrainng")
""",
)


@pytest.fixture(scope="module", params=CLIENTS)
def editor(request, tmp_path_factory):
    """One run of an editor on a copy of the broken checkout, which the tests share. Each opens its file anew."""
    kind = CLIENTS[request.param]
    root = shutil.copytree(ROOT / "fixtures" / "broken", tmp_path_factory.mktemp("editors") / kind.folder_name)
    running = kind(tmp_path_factory.mktemp("run"), root)
    yield running
    running.end()


@pytest.fixture
def alone(editor, tmp_path):
    """A run of the same editor on a checkout of its own: of a workspace's steps one is in use there, one elsewhere."""
    kind = type(editor)
    root = shutil.copytree(ROOT / "fixtures" / "broken", tmp_path / (kind.renames_in or kind.folder_name))
    (root / CHURN).parent.mkdir()
    (root / CHURN).write_text(LOOKUP, encoding="utf-8")
    (root / REPORT).write_text(ELSEWHERE, encoding="utf-8")
    running = kind(tmp_path / "run", root)
    yield running
    running.end()


def told_by_the_terminal(root, path):
    """What `check` says about a file; its columns are characters, as those that are seen in an editor."""
    command = [sys.executable, "-m", "cursus_registry", "check", "--exit-zero", "--output-format", "json", path]
    report = json.loads(subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=60).stdout)
    found = [one for one in report["diagnostics"] if one["path"] == path]
    places = [(one["range"]["start"]["line"], one["range"]["start"]["column"]) for one in found]
    return sorted(Shown(*place, one["code"], one["message"]) for place, one in zip(places, found, strict=True))


def codes(editor):
    return [one.code for one in editor.diagnostics()]


def opened(editor, path=PIPELINE):
    """Open the file as it is on the disk, and wait until what is wrong with it is shown."""
    editor.open(path)
    editor.until(editor.diagnostics, lambda found: found == told_by_the_terminal(editor.root, path))


def mended_and_broken_again(editor):
    """Take a mistake out, and put it in again."""
    editor.replace("XGBoostTrainng", "XGBoostTraining")
    editor.until(lambda: codes(editor), lambda found: found == ["CUR303"])
    editor.replace("XGBoostTraining", "XGBoostTrainng")
    editor.until(lambda: codes(editor), lambda found: found == ["CUR301", "CUR303"])


def test_diagnostics(editor, seen):
    expected = told_by_the_terminal(editor.root, PIPELINE)
    assert next((one.code, one.message) for one in expected) == ("CUR301", SLIP)
    editor.open(PIPELINE)
    editor.until(editor.diagnostics, lambda found: found == expected)
    asked = "textDocument/diagnostic" in editor.servers.last().methods()
    assert asked == (editor.diagnostics_are == "asked for")
    seen(type(editor), editor.diagnostics_are)


def test_other_files(editor, seen):
    for path in editor.other_files:
        assert told_by_the_terminal(editor.root, path)
        opened(editor, path)
    assert len(editor.servers.all()) == 1
    seen(type(editor), ", ".join(sorted({path.rpartition(".")[2].upper() for path in editor.other_files})))


def test_hover(editor, seen):
    opened(editor)
    shown = editor.hover("TabularPreprocessing")
    assert "Cleans tables and splits them into samples" in shown
    assert "TabularPreprocessingConfig" in shown
    assert ("| field | value | from |" in shown) == (editor.hovers_are == "Markdown")
    seen(type(editor), editor.hovers_are)


def test_completion(editor, seen):
    opened(editor)
    names = editor.complete('"TabularPreprocessing"', '"XGB', "XGBoostTraining")
    assert {"XGBoostTraining", "XGBoostModel"} <= {*names}
    editor.until(editor.text, lambda text: 'PREPROCESSING = get_config_class_name("XGBoostTraining")\n' in text)
    seen(type(editor), editor.names_come)


def test_definition(editor, seen):
    text = (editor.root / CORE).read_text(encoding="utf-8")
    line = text[: text.index('"TabularPreprocessing": {')].count("\n") + 1
    opened(editor)
    editor.go_to_definition("TabularPreprocessing")
    editor.until(editor.cursor, lambda now: now == Cursor(editor.root / CORE, line, 5))
    seen(type(editor), editor.definition_by)


def test_rename(editor, alone, seen):
    registry = (alone.root / REGISTRY).read_text(encoding="utf-8")
    name, spec_type = '    "ContractHistory": {', '"spec_type": "ContractHistory"'
    assert (registry.count(name), registry.count(spec_type)) == (1, 1)
    renamed = registry.replace(name, '    "ContractYears": {').replace(spec_type, '"spec_type": "ContractYears"')
    opened(alone, REPORT)
    alone.rename("ChurnForecast", "ChurnOutlook")
    alone.until(alone.messages, lambda told: alone.refusal in told)
    assert (alone.text_of(REGISTRY), alone.text()) == (registry, ELSEWHERE)
    opened(alone, CHURN)
    alone.rename("ContractHistory", "ContractYears")
    alone.agree()
    alone.until(lambda: alone.text_of(REGISTRY), lambda text: text == renamed)
    alone.until(lambda: alone.text_of(CHURN), lambda text: text == LOOKUP.replace("ContractHistory", "ContractYears"))
    seen(type(editor), editor.renames_by)


def test_live_edit(editor, seen):
    opened(editor)
    before = (editor.root / PIPELINE).read_bytes()
    mended_and_broken_again(editor)
    assert (editor.root / PIPELINE).read_bytes() == before, "nothing was saved"
    seen(type(editor), "while typing")


def test_positions(editor, seen):
    opened(editor)
    editor.replace("PACKAGING = ", 'PACKAGING = "ä🚀", ')
    line = 'PACKAGING = "ä🚀", get_config_class_name("MIMSPackaging")'
    editor.until(
        lambda: [one for one in editor.diagnostics() if one.code == "CUR303"],
        lambda found: [one.column for one in found] == [editor.column_in(line, line.index("MIMS") + 1)],
    )
    assert line in editor.text()
    offered = editor.servers.last().greeting()["capabilities"].get("general", {}).get("positionEncodings")
    assert (offered or ["utf-16"])[0] == editor.encoding
    seen(type(editor), editor.positions)


def test_restart(editor, seen):
    opened(editor)
    before = editor.servers.last()
    editor.restart()
    editor.until(lambda: (editor.servers.last().pid, before.lives()), lambda now: now[0] != before.pid and not now[1])
    editor.until(lambda: codes(editor), lambda found: found == ["CUR301", "CUR303"])
    mended_and_broken_again(editor)
    seen(type(editor), editor.restarts_by)


def test_crash(editor, seen):
    opened(editor)
    before = editor.servers.last()
    editor.until(before.age, lambda age: age > editor.crashes_after)
    before.kill(9)
    editor.until(before.lives, lambda lives: not lives)
    editor.after_crash()
    editor.until(editor.servers.living, lambda living: living and living[-1].pid != before.pid)
    mended_and_broken_again(editor)
    seen(type(editor), editor.after_crash_by)


def test_exit(editor, seen, tmp_path):
    leaving = type(editor)(tmp_path / "run", editor.root)
    try:
        opened(leaving)
        leaving.quit()
        assert leaving.wait_for_end(ENDS_WITHIN) == 0
        leaving.until(leaving.servers.living, lambda living: not living, ENDS_WITHIN)
        [server] = leaving.servers.all()
        said = [method for method in server.methods() if method in {"shutdown", "exit"}]
        assert said in leaving.may_leave_with
        assert "Traceback" not in server.log()
    finally:
        leaving.end()
    seen(type(editor), " and ".join(leaving.may_leave_with[0]) or "nothing")
