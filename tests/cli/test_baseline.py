"""`--baseline` and `--write-baseline`: what a team has decided to live with is not reported, and nothing else is hidden."""

import json
import os
from pathlib import Path

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
WRONG = '    "{0}": {{"sagemaker_step_type": "{1}", "description": "d", "builder_step_name": "{0}StepBuilder", "config_class": "{0}Config", "spec_type": "{0}"}},\n'
TWICE = '    "Twice": {"sagemaker_step_type": "Training", "description": "d", "priority": "high", "builder_step_name": "TwiceStepBuilder", "config_class": "TwiceConfig", "spec_type": "Twice"},\n'


def table(*entries):
    return f"WORKSPACE_STEPS = {{\n{''.join(entries)}}}\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Two findings of alice's and one of bob's."""
    root = tmp_path / "project"
    one, two = WRONG.format("One", "Trainin"), WRONG.format("Two", "Procesing")
    write_fixture(root, f"{CORE}\n#- /{ALICE}\n{table(one, two)}#- /{BOB}\n{table(WRONG.format('Three', 'Trainin'))}")
    monkeypatch.chdir(root)
    return root


def check(*arguments):
    """The exit code, the lines and what is said on stderr."""
    run = run_in_process("check", "--output-format", "concise", *arguments)
    return run.exit_code, run.stdout.splitlines(), run.stderr


def write(*arguments):
    code, lines, said = check("--baseline", "known.json", "--write-baseline", *arguments)
    assert (code, lines[:-1]) == (0, [])
    return said


def read(name="known.json"):
    return json.loads(Path(name).read_text(encoding="utf-8"))


# The file


def test_what_is_written(project):
    assert write() == f"{project}/known.json: 3 findings written (3 new, 0 fixed)\n"
    document = read()
    assert document["version"] == 1
    findings = document["findings"]
    assert list(findings) == [ALICE, BOB]
    assert list(findings[ALICE]) == ["CUR105"]
    assert list(findings[ALICE]["CUR105"].values()) == [
        "'Procesing' is no known SageMaker step type; did you mean 'Processing'?",
        "'Trainin' is no known SageMaker step type; did you mean 'Training'?",
    ]
    report = json.loads(run_in_process("check", "--output-format", "json").stdout)
    assert {one["fingerprint"] for one in report["diagnostics"]} == {
        fingerprint for codes in findings.values() for rows in codes.values() for fingerprint in rows
    }


def test_the_file_is_pretty_sorted_and_the_same_each_time(project):
    write()
    text = (project / "known.json").read_text()
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
    assert sum(line.startswith('        "') for line in text.splitlines()) == 3
    write()
    assert (project / "known.json").read_text() == text


def test_a_name_that_is_no_utf_8_comes_back(project):
    name = os.fsdecode(b"\xff\n.py")
    (project / name).write_text(
        "from cursus.registry.step_names import get_config_class_name\nget_config_class_name('No')\n"
    )
    write()
    assert name in read()["findings"]
    assert check("--baseline", "known.json")[:2] == (
        0,
        ["No findings in 4 files, 2 workspaces, 5 steps (baseline: 4 known)"],
    )


# What it hides


def test_known_findings_are_not_reported_and_do_not_fail(project):
    write()
    code, lines, said = check("--baseline", "known.json")
    assert (code, said) == (0, "")
    assert lines == ["No findings in 3 files, 2 workspaces, 5 steps (baseline: 3 known)"]


def test_a_new_finding_is_reported_and_fails(project):
    write()
    (project / BOB).write_text(table(WRONG.format("Three", "Trainin"), WRONG.format("Four", "Transfrom")))
    code, lines, _ = check("--baseline", "known.json")
    assert code == 1
    assert len(lines) == 2
    assert f"{BOB}:3:" in lines[0]
    assert lines[1].endswith("(baseline: 3 known)")


def test_a_finding_that_moves_stays_known(project):
    write()
    (project / ALICE).write_text("# one\n\n\n" + (project / ALICE).read_text())
    assert check("--baseline", "known.json")[0] == 0


def test_the_same_finding_in_another_file_is_new(project):
    write()
    (project / BOB).write_text((project / ALICE).read_text().replace("One", "Eins").replace("Two", "Zwei"))
    code, lines, _ = check("--baseline", "known.json")
    assert code == 1
    assert [line.split(":")[0] for line in lines[:-1]] == [BOB]


def test_equal_findings_are_counted(project):
    (project / ALICE).write_text(table(TWICE))
    write()
    (project / ALICE).write_text(table(TWICE, TWICE))
    code, lines, _ = check("--baseline", "known.json", "--select", "CUR103")
    assert code == 1
    assert len(lines) == 2
    assert "CUR103" in lines[0]
    write()
    assert check("--baseline", "known.json")[0] == 0


def test_findings_that_are_fixed_are_told_and_dropped(project):
    write()
    (project / BOB).write_text(table(WRONG.format("Three", "Training")))
    code, lines, _ = check("--baseline", "known.json")
    assert (code, lines) == (0, ["No findings in 3 files, 2 workspaces, 5 steps (baseline: 2 known, 1 fixed)"])
    told = json.loads(run_in_process("check", "--baseline", "known.json", "--output-format", "json").stdout)
    assert (told["summary"]["known"], told["summary"]["stale"]) == (2, 1)
    assert write() == f"{project}/known.json: 2 findings written (0 new, 1 fixed)\n"
    assert list(read()["findings"]) == [ALICE]


def test_findings_of_a_file_that_is_gone_are_fixed(project):
    write()
    (project / BOB).unlink()
    assert check("--baseline", "known.json")[1][-1].endswith("(baseline: 2 known, 1 fixed)")
    write()
    assert list(read()["findings"]) == [ALICE]


# What was not looked at


def test_other_files_and_codes_are_not_called_fixed_and_are_kept(project):
    (project / ALICE).write_text(table(WRONG.format("one", "Trainin")))
    write()
    before = read()
    for arguments in ([BOB], ["--select", "CUR501"], ["--ignore", "CUR105"], ["src"]):
        _, lines, _ = check("--baseline", "known.json", *arguments)
        assert "fixed" not in lines[-1]
        write(*arguments)
        assert read() == before


def test_a_part_is_written_beside_what_is_known_of_the_rest(project):
    write(ALICE)
    assert list(read()["findings"]) == [ALICE]
    assert write(BOB) == f"{project}/known.json: 1 finding written (1 new, 0 fixed)\n"
    assert list(read()["findings"]) == [ALICE, BOB]


# The setting


def test_the_setting_counts_from_the_project(project, monkeypatch):
    (project / "ci").mkdir()
    (project / "cursus-registry.toml").write_text('baseline = "ci/known.json"\n')
    monkeypatch.chdir(project / "src")
    assert check("--write-baseline", "..")[0] == 0
    assert list(read("../ci/known.json")["findings"]) == [ALICE, BOB]
    code, [line], _ = check("..")
    assert code == 0
    assert line.endswith("(baseline: 3 known)")


def test_the_option_counts_before_the_setting(project):
    (project / "cursus-registry.toml").write_text('baseline = "nothing.json"\n')
    write()
    assert check("--baseline", "known.json")[0] == 0
    code, lines, said = check()
    assert (code, lines) == (2, [])
    assert said.startswith(f"Error: {project}/nothing.json: there is no such baseline; write it with --write-baseline")


@pytest.mark.parametrize("setting", ["../known.json", "/tmp/known.json", "ci/../../x", "link/known.json", "a\\u0000b"])
def test_a_setting_that_leads_out_of_the_project(project, tmp_path, setting):
    (tmp_path / "outside").mkdir()
    (project / "link").symlink_to(tmp_path / "outside")
    (project / "cursus-registry.toml").write_text(f'baseline = "{setting}"\n')
    code, lines, _ = check()
    assert code == 1
    assert "error[CUR903] 'baseline': " in "".join(lines)
    assert check("--write-baseline")[0] == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_nothing_to_write_to(project):
    code, lines, said = check("--write-baseline")
    assert (code, lines) == (2, [])
    assert said == f"Error: {project}: no baseline to write; name one with --baseline FILE or the setting `baseline`\n"


# Several projects


def test_each_project_has_its_own_baseline(tmp_path, project, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_fixture(tmp_path / "other", f"{CORE}\n#- /{ALICE}\n{table(WRONG.format('One', 'Trainin'))}")
    for name in ("project", "other"):
        (tmp_path / name / "cursus-registry.toml").write_text('baseline = "known.json"\n')
    code, lines, said = check("--write-baseline")
    assert (code, len(said.splitlines())) == (0, 2)
    assert len(lines) == 1
    assert lines[0].endswith("(baseline: 4 known)")
    assert list(read("project/known.json")["findings"]) == [ALICE, BOB]
    assert list(read("other/known.json")["findings"]) == [ALICE]
    (tmp_path / "other" / "cursus-registry.toml").write_text("")
    assert check()[0] == 1
    code, lines, said = check("--write-baseline")
    assert (code, lines) == (2, [])
    assert said.startswith(f"Error: {tmp_path}/other: no baseline to write")


def test_one_file_cannot_hold_two_projects(tmp_path, project, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_fixture(tmp_path / "other", CORE)
    code, lines, said = check("--baseline", "known.json", "--write-baseline")
    assert (code, lines) == (2, [])
    assert said.startswith(
        f"Error: --baseline names one file, but 2 projects are checked ({tmp_path}/other, {project});"
    )
    assert not (tmp_path / "known.json").exists()


# What is no baseline

DEEP = b"[" * 200_000
NOT_ONE = {
    "empty": (b"", "not valid JSON"),
    "JSON of others": (b'{"name": "x"}', "this is no baseline of cursus-registry"),
    "a list": (b"[]", "this is no baseline of cursus-registry"),
    "a version that is none": (b'{"version": true, "findings": {}}', "this is no baseline of cursus-registry"),
    "a later version": (b'{"version": 2, "findings": []}', "the baseline has version 2, and version 1 is read here"),
    "half of it": (b'{"version": 1, "findings": {', "not valid JSON"),
    "a merge": (b'<<<<<<< ours\n{"version": 1}\n=======\n', "not valid JSON: Expecting value: line 1"),
    "deep": (DEEP, "not valid JSON"),
    "a long number": (b'{"version": ' + b"1" * 5000 + b"}", "not valid JSON"),
    "no findings": (b'{"version": 1}', "are not messages by path, code and fingerprint"),
    "other findings": (b'{"version": 1, "findings": {"a.py": {"CUR105": ["x"]}}}', "are not messages by path"),
    "a message that is none": (b'{"version": 1, "findings": {"a": {"b": {"c": 1}}}}', "are not messages by path"),
    "latin-1": (b'{"version": 1, "findings": {"\xe9": {}}}', "not UTF-8 (byte 29)"),
    "binary": (b"\x7fELF\0\xff", "not UTF-8"),
    "too large": (b" " * 20_000_001, "20000001 bytes, the limit is 20000000; name a file"),
}


@pytest.mark.parametrize("name", NOT_ONE)
@pytest.mark.parametrize("arguments", [[], ["--write-baseline"]])
def test_a_file_that_is_no_baseline_is_named_and_stays(project, name, arguments):
    data, words = NOT_ONE[name]
    (project / "known.json").write_bytes(data)
    code, lines, said = check("--baseline", "known.json", *arguments)
    assert (code, lines) == (2, [])
    assert said.startswith(f"Error: {project}/known.json: ")
    assert words in said
    assert said.count("\n") == 1
    assert "write" in said or "name a file" in said
    assert (project / "known.json").read_bytes() == data


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: Path(path).symlink_to(path)])
@pytest.mark.parametrize("arguments", [[], ["--write-baseline"]])
def test_no_file_in_the_place_of_the_baseline(project, make, arguments):
    make("known.json")
    code, lines, said = check("--baseline", "known.json", *arguments)
    assert (code, lines) == (2, [])
    assert said.startswith(f"Error: {project}/known.json: the baseline cannot be read: ")


def test_a_folder_that_is_not_there(project):
    code, lines, said = check("--baseline", "nowhere/known.json", "--write-baseline")
    assert (code, lines) == (2, [])
    assert said.startswith(f"Error: {project}/nowhere/known.json: the file cannot be written: its folder is not there")


def test_a_byte_order_mark_does_no_harm(project):
    write()
    (project / "known.json").write_bytes(b"\xef\xbb\xbf" + (project / "known.json").read_bytes())
    assert check("--baseline", "known.json")[0] == 0
