"""Notebooks in the terminal: where findings stand, and that fixing one changes nothing else in its file."""

import json
import re

import pytest
from click.testing import CliRunner

from cursus_registry.cli import cli
from cursus_registry.cli.formats import FORMATS
from support.checks import CORE
from support.editor import write_fixture
from support.notebooks import IMPORT, cells_of, to_json
from support.reports import read_json, read_junit
from support.terminal import run_in_process

PATH = "notebooks/fraud.ipynb"
CELLS = f"""
{IMPORT} as f
# %% markdown
f("Pakage")
# %%
x = "ä🚀"
f("MIMSPackaging"), f("Pakage")  # cursus: ignore[CUR301]
x = 1  # cursus: ignore[CUR301]
"""
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, CORE)
    (tmp_path / PATH).parent.mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project, text=None, mark=b"", **options):
    data = mark + (text or to_json(cells_of(CELLS), ensure_ascii=False, **options)).encode()
    (project / PATH).write_bytes(data)
    return data


def test_check_p9_tells_the_place_in_the_file_and_the_cell(project):
    data = write(project)
    lines = data.decode().split("\n")
    run = run_in_process("check", "--output-format", "json")
    report = json.loads(run.stdout)
    assert run.exit_code == 1
    found = [(one["code"], one["cell"], one["range"]["start"]) for one in report["diagnostics"]]
    assert [(code, cell) for code, cell, _ in found] == [("CUR303", 3), ("CUR901", 3)]
    for (_, _, start), name in zip(found, ("MIMSPackaging", "CUR301"), strict=True):
        assert lines[start["line"] - 1][start["column"] - 1 :].startswith(name)
    start = found[0][2]
    full = run_in_process("check").stdout
    assert f"--> {PATH}:{start['line']}:{start['column']} (cell 3, line 2)\n" in full
    concise = run_in_process("check", "--output-format", "concise").stdout
    first = concise.split("\n")[0]
    assert first.startswith(f"{PATH}:{start['line']}:{start['column']}: warning[CUR303]")
    assert first.endswith(" (cell 3, line 2)")


def test_check_p9_every_format_names_the_cell(project):
    """Nobody looks at a notebook's JSON text, so its lines alone are of no use."""
    write(project)
    lines = [2, 3]
    report = json.loads(run_in_process("check", "--output-format", "json").stdout)
    assert [(one["cell"], one["cell_line"]) for one in report["diagnostics"]] == [(3, line) for line in lines]
    ends = [f" (cell 3, line {line})" for line in lines]
    [run] = read_json("sarif", printed("sarif"))["runs"]
    for found, end, line in zip(run["results"], ends, lines, strict=True):
        assert found["message"]["text"].endswith(end)
        [logical] = found["locations"][0]["logicalLocations"]
        assert logical == {"name": "cell 3", "fullyQualifiedName": f"cell 3, line {line}"}
    told = {
        "gitlab": [one["description"] for one in read_json("gitlab", printed("gitlab"))],
        "rdjson": [one["message"] for one in read_json("rdjson", printed("rdjson"))["diagnostics"]],
        "junit": [one.get("message") for one in read_junit(printed("junit")).iter("failure")],
        "github": printed("github").splitlines(),
    }
    for messages in told.values():
        assert [message[message.rindex(" (cell") :] for message in messages] == ends
    assert "(cell 3, line 2): warning[CUR303]" in printed("junit")


def test_check_no_cell_is_named_outside_of_notebooks(project):
    (project / "use.py").write_text(f'{IMPORT} as f\nf("MIMSPackaging")\n')
    for output_format in FORMATS:
        assert not re.search(r"\bcell(s?\b|_line)", printed(output_format)), output_format


def printed(output_format):
    """What a check prints."""
    return run_in_process("check", "--output-format", output_format).stdout


@pytest.mark.parametrize("mark", [b"", BOM], ids=["", "BOM"])
@pytest.mark.parametrize("options", [{}, {"indent": None}, {"indent": "\t", "as_lines": False}], ids=str)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_fix_p9_changes_nothing_else(project, mark, options, line_end):
    text = to_json(cells_of(CELLS), ensure_ascii=False, **options).replace("\n", line_end)
    before = write(project, text, mark)
    run = run_in_process("check", "--fix", "--unsafe-fixes")
    assert run.exit_code == 0, run.stdout
    after = before.replace(b'f(\\"MIMS', b'f(\\"', 1).replace(b"Packaging", b"Package", 1)
    comment = b"  # cursus: ignore[CUR301]"
    at = after.rindex(comment)
    assert (project / PATH).read_bytes() == after[:at] + after[at + len(comment) :]


def test_names_with_escapes_stay_unknown_to_us(project):
    write(project, to_json(cells_of(f'{IMPORT}\nget_config_class_name("Pakäge")'), ensure_ascii=True))
    assert run_in_process("check").exit_code == 0


def test_a_notebook_that_is_no_json_is_passed_over(project):
    write(project, '{"cells": [\n<<<<<<< HEAD\n')
    run = run_in_process("check")
    assert run.exit_code == 0
    assert run.stderr == ""


def test_what_git_ignores_or_settings_exclude_is_left_out(project):
    write(project)
    (project / "cursus-registry.toml").write_text('exclude = ["*.ipynb"]\n')
    assert run_in_process("check").exit_code == 0


def test_standard_input_p9(project):
    data = to_json(cells_of(CELLS), ensure_ascii=False).encode()
    command = ["check", "--stdin-filename", PATH, "--output-format", "concise"]
    run = CliRunner().invoke(cli, command, input=data, catch_exceptions=False)
    assert run.stdout.startswith(f"{PATH}:")
    assert "CUR303" in run.stdout
