"""Emacs has one server for a buffer: a multiplexer makes one of a Python server and this one."""

import shutil

import pytest

from support.real.editor import ROOT, SNIPPETS
from support.real.eglot import Eglot

PIPELINE = "pipelines/weekly_training.py"
PYTHON = "\n\ndef days():\n    '''How often.'''\n    return wekly\n\n\nDAYS = days()\n"


class Beside(Eglot):
    """Emacs with both snippets, and the preset where rass looks for it."""

    server = '["pylsp"]'

    def command(self):
        command = super().command()
        home = self.folder / "home"
        with (home / ".emacs.d" / "init.el").open("a", encoding="utf-8") as init:
            init.write((SNIPPETS / "eglot-beside.el").read_text(encoding="utf-8"))
        (home / ".config" / "rassumfrassum").mkdir(parents=True)
        preset = (SNIPPETS / "cursus_python.py").read_text(encoding="utf-8")
        assert preset.count(Beside.server) == 1
        preset = preset.replace(Beside.server, self.server)
        (home / ".config" / "rassumfrassum" / "cursus_python.py").write_text(preset, encoding="utf-8")
        return command


class BesideBasedpyright(Beside):
    """The same with another Python server, which writes addresses in its own way."""

    server = '["basedpyright-langserver", "--stdio"]'
    folder_name = "a check out #1"  # Eglot 1.9 leaves % in an address as it is


@pytest.fixture(scope="module", params=[Beside, BesideBasedpyright], ids=["pylsp", "basedpyright"])
def beside(request, tmp_path_factory):
    kind = request.param
    root = shutil.copytree(ROOT / "fixtures" / "broken", tmp_path_factory.mktemp("beside") / kind.folder_name)
    with (root / PIPELINE).open("a", encoding="utf-8") as pipeline:
        pipeline.write(PYTHON)
    running = kind(tmp_path_factory.mktemp("run"), root)
    running.open(PIPELINE)
    running.until(lambda: running.look("told"), both, 60)
    yield running
    running.end()


def both(told):
    return any("XGBoostTrainng" in text for text in told) and any("wekly" in text for text in told)


def test_diagnostics_of_both(beside):
    beside.open(PIPELINE)
    beside.until(lambda: beside.look("told"), both)


def test_hover_of_each(beside):
    assert "Cleans tables and splits them into samples" in beside.hover("TabularPreprocessing")
    assert "How often." in beside.hover("days()\n")


def test_definition_of_each(beside):
    beside.go_to_definition("days()\n")
    line = (beside.root / PIPELINE).read_text(encoding="utf-8").partition("def days")[0].count("\n") + 1
    beside.until(beside.cursor, lambda now: (now.path.name, now.line) == ("weekly_training.py", line))
    beside.go_to_definition("TabularPreprocessing")
    beside.until(beside.cursor, lambda now: now.path.name == "step_names.py")
    beside.open(PIPELINE)


def test_completion_of_each(beside):
    assert "XGBoostModel" in beside.complete('"TabularPreprocessing"', '"XGB', "XGBoostTraining")
    beside.open(PIPELINE)


def test_renaming_of_each(beside):
    def ours():
        return beside.servers.last().methods().count("textDocument/rename")

    beside.put_cursor("days()\n")
    beside.call("eglot-rename", "weeks")
    beside.until(beside.text, lambda text: "DAYS = weeks()" in text and "def weeks()" in text)
    assert ours() == 0
    beside.open(PIPELINE)
    beside.put_cursor("TabularPreprocessing")
    beside.begin("eglot-rename", "TableCleaning")
    beside.until(ours, lambda count: count == 1)
