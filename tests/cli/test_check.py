"""`check`: what it prints in each format, what its paths and options choose, how it exits."""

import json
import re
from pathlib import Path

import pytest

from cursus_registry.checks.catalogue import RULES, url_of
from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{
    "Gräph": {{"description": "ä🚀", "sagemaker_step_type": "Trainin"}},
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers",
                 {classes("Sampling")}}},
}}
#- /{BOB}
LOCAL_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "His",
                 {classes("Sampling")}}},
}}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def check(*arguments):
    """The exit code and the JSON report."""
    run = run_in_process("check", "--output-format", "json", *map(str, arguments))
    return run.exit_code, json.loads(run.stdout)


def found(report):
    return [(one["path"], one["code"]) for one in report["diagnostics"]]


# JSON


def test_the_report_is_exactly_this(project):
    code, report = check()
    fingerprints = [one.pop("fingerprint") for one in report["diagnostics"]]
    assert code == 1
    assert report == {
        "version": 1,
        "root": str(project),
        "diagnostics": [
            {
                "code": "CUR505",
                "name": "invalid-characters",
                "severity": "error",
                "message": report["diagnostics"][0]["message"],
                "url": url_of("CUR505"),
                "path": ALICE,
                "range": {"start": {"line": 2, "column": 5}, "end": {"line": 2, "column": 12}},
                "related": [],
                "tags": [],
                "fixes": [],
            },
            {
                "code": "CUR105",
                "name": "unknown-sagemaker-type",
                "severity": "error",
                "message": "'Trainin' is no known SageMaker step type; did you mean 'Training'?",
                "url": url_of("CUR105"),
                "path": ALICE,
                "range": {"start": {"line": 2, "column": 59}, "end": {"line": 2, "column": 68}},
                "related": [],
                "tags": [],
                "fixes": [
                    {
                        "title": "Change to 'Training'",
                        "applicability": "unsafe",
                        "edits": [
                            {
                                "range": {"start": {"line": 2, "column": 59}, "end": {"line": 2, "column": 68}},
                                "new_text": '"Training"',
                            }
                        ],
                    }
                ],
            },
            collision(ALICE, "bob", BOB, line=3, other=2),
            collision(BOB, "alice", ALICE, line=2, other=3),
        ],
        "summary": {
            "files": 3,
            "workspaces": 2,
            "steps": 5,
            "errors": 2,
            "warnings": 2,
            "informations": 0,
            "hints": 0,
            "known": 0,
            "stale": 0,
        },
    }
    assert len(set(fingerprints)) == 4
    assert all(re.fullmatch("[0-9a-f]{32}", fingerprint) for fingerprint in fingerprints)


def collision(path, workspace, there, line, other):
    def name(line):
        return {"start": {"line": line, "column": 5}, "end": {"line": line, "column": 15}}

    return {
        "code": "CUR204",
        "name": "workspace-collision",
        "severity": "warning",
        "message": f"'Sampling' is also a step of workspace {workspace}",
        "url": url_of("CUR204"),
        "path": path,
        "range": name(line),
        "related": [{"path": there, "range": name(other), "message": f"step of workspace {workspace}"}],
        "tags": [],
        "fixes": [],
    }


def test_fingerprints_do_not_move_with_the_lines(project):
    _, before = check()
    (project / ALICE).write_text("# one\n\n# three\n" + (project / ALICE).read_text())
    _, after = check()
    fingerprints = [[one["fingerprint"] for one in report["diagnostics"]] for report in (before, after)]
    lines = [[one["range"]["start"]["line"] for one in report["diagnostics"]] for report in (before, after)]
    assert fingerprints[0] == fingerprints[1]
    assert lines == [[2, 2, 3, 2], [5, 5, 6, 2]]


def test_the_same_fault_twice_has_two_fingerprints(project):
    line = '    "Twice": {"sagemaker_step_type": "Training", "description": "d", "priority": "high", "builder_step_name": "TwiceStepBuilder", "config_class": "TwiceConfig", "spec_type": "Twice"},\n'
    (project / ALICE).write_text(f"WORKSPACE_STEPS = {{\n{line}{line}}}\n")
    _, report = check()
    wrong = [one["fingerprint"] for one in report["diagnostics"] if one["code"] == "CUR103"]
    assert len(wrong) == len(set(wrong)) == 2


def test_sorted_by_path_place_and_code(project):
    (project / BOB).write_text(
        'STEP_OVERRIDES = {\n    "No": {"sagemaker_step_type": "Trainin", "priority": ""},\n}\n'
        + (project / BOB).read_text()
    )
    _, report = check()
    keys = [
        (one["path"], one["range"]["start"]["line"], one["range"]["start"]["column"], one["code"])
        for one in report["diagnostics"]
    ]
    assert keys == sorted(keys)
    assert len(keys) == 7


# Paths


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], {ALICE, BOB}),
        (["."], {ALICE, BOB}),
        (["developer_workspaces"], {ALICE, BOB}),
        ([BOB], {BOB}),
        (["developer_workspaces/developers/alice"], {ALICE}),
        (["developer_workspaces/developers/alice/"], {ALICE}),
        ([BOB, "developer_workspaces/developers/alice/.."], {ALICE, BOB}),
        (["src"], set()),
    ],
)
def test_paths_choose_what_is_reported_and_the_project_is_read_whole(project, paths, expected):
    _, report = check(*paths)
    assert {path for path, _ in found(report)} == expected
    assert report["root"] == str(project)
    assert report["summary"]["workspaces"] == 2
    assert [one["related"] for one in report["diagnostics"] if one["code"] == "CUR204"] or not expected


def test_from_inside_a_workspace(project, monkeypatch):
    monkeypatch.chdir(project / "developer_workspaces/developers/bob")
    assert found(check()[1]) == [(BOB, "CUR204")]


def test_several_projects_are_shown_below_their_common_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("one", "deep/two"):
        write_fixture(tmp_path / name, PROJECT)
    _, report = check("one", "deep")
    assert report["root"] == str(tmp_path)
    assert {path for path, _ in found(report)} == {
        f"{name}/{path}" for name in ("one", "deep/two") for path in (ALICE, BOB)
    }
    assert {
        other["path"] for one in report["diagnostics"] if one["path"].startswith("one/") for other in one["related"]
    } == {
        f"one/{ALICE}",
        f"one/{BOB}",
    }
    assert report["summary"]["files"] == 6
    assert check(".")[1] == report


def test_a_project_inside_another_is_its_own(project):
    write_fixture(project / "inner", PROJECT)
    _, report = check()
    paths = [path for path, _ in found(report)]
    assert paths == sorted(paths)
    assert set(paths) == {ALICE, BOB, f"inner/{ALICE}", f"inner/{BOB}"}
    assert len(paths) == 8
    pairs = {(one["path"], other["path"]) for one in report["diagnostics"] for other in one["related"]}
    assert pairs == {(ALICE, BOB), (BOB, ALICE), (f"inner/{ALICE}", f"inner/{BOB}"), (f"inner/{BOB}", f"inner/{ALICE}")}


# Options and exit codes


@pytest.mark.parametrize(
    ("options", "codes", "code"),
    [
        (["--select", "CUR204"], {"CUR204"}, 1),
        (["--select", "cur1,CUR5"], {"CUR105", "CUR505"}, 1),
        (["--select", "CUR1", "--select", "CUR2"], {"CUR105", "CUR204"}, 1),
        (["--ignore", "CUR1,CUR5"], {"CUR204"}, 1),
        (["--ignore", "CUR"], set(), 0),
        (["--ignore", "CUR", "--select", "CUR105"], {"CUR105"}, 1),
        (["--select", "CUR3"], set(), 0),
        (["--exit-zero"], {"CUR105", "CUR204", "CUR505"}, 0),
    ],
)
def test_codes_are_selected_and_ignored(project, options, codes, code):
    exit_code, report = check(*options)
    assert {one["code"] for one in report["diagnostics"]} == codes
    assert exit_code == code


@pytest.mark.parametrize(
    ("severity", "code"), [("error", 1), ("warning", 1), ("information", 0), ("hint", 0), ("off", 0)]
)
def test_only_warnings_and_errors_fail(project, severity, code):
    (project / "cursus-registry.toml").write_text(f'select = ["CUR204"]\nseverity = {{ CUR2 = "{severity}" }}\n')
    exit_code, report = check()
    assert exit_code == code
    assert {one["severity"] for one in report["diagnostics"]} == ({severity} - {"off"})


# For people


def test_full(project):
    run = run_in_process("check", "--select", "CUR105,CUR204")
    assert (
        run.stdout
        == f"""\
error[CUR105] unknown-sagemaker-type: 'Trainin' is no known SageMaker step type; did you mean 'Training'?
  --> {ALICE}:2:59
   |
 2 |     "Gräph": {{"description": "ä🚀", "sagemaker_step_type": "Trainin"}},
   |                                                            ^^^^^^^^^
   = fix (unsafe): Change to 'Training'

warning[CUR204] workspace-collision: 'Sampling' is also a step of workspace bob
  --> {ALICE}:3:5
   |
 3 |     "Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers",
   |     ^^^^^^^^^^
   = {BOB}:2:5: step of workspace bob

warning[CUR204] workspace-collision: 'Sampling' is also a step of workspace alice
  --> {BOB}:2:5
   |
 2 |     "Sampling": {{"sagemaker_step_type": "Processing", "description": "His",
   |     ^^^^^^^^^^
   = {ALICE}:3:5: step of workspace alice

1 error, 2 warnings in 3 files, 2 workspaces, 5 steps
"""
    )
    assert run.stderr == ""


def test_concise(project):
    assert run_in_process("check", "--output-format", "concise", BOB).stdout == (
        f"{BOB}:2:5: warning[CUR204] 'Sampling' is also a step of workspace alice\n"
        "1 warning in 1 file, 2 workspaces, 5 steps\n"
    )


@pytest.mark.parametrize("folder", [".", "..", "src", str(Path(BOB).parent)])
def test_concise_names_files_that_are_there_from_the_working_directory(project, monkeypatch, folder):
    monkeypatch.chdir(project / folder)
    run = run_in_process("check", "--output-format", "concise", str(project))
    named = {Path(line.partition(".py:")[0] + ".py").resolve() for line in run.stdout.splitlines()[:-1]}
    assert named == {project / ALICE, project / BOB}


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_nothing_found(project, output_format):
    run = run_in_process("check", "--output-format", output_format, "src")
    assert (run.exit_code, run.stdout) == (0, "No findings in 1 file, 2 workspaces, 5 steps\n")


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_no_text_of_a_registry_steers_the_terminal(project, output_format):
    (project / BOB).write_text(
        'LOCAL_STEPS = {"A\x1b[31m\u202e": {"sagemaker_step_type": "\x1b]0;x\x07", "description": ""}}\n'
    )
    run = run_in_process("check", "--output-format", output_format, BOB)
    assert run.exit_code == 1
    assert not set("\x1b\x07\u202e").intersection(run.stdout)


# Rules that are suppressed stay so here, too


@pytest.mark.parametrize("comment", ["# noqa: CUR204", "# cursus: ignore[CUR204]"])
def test_comments_silence(project, comment):
    (project / BOB).write_text((project / BOB).read_text().replace('"Sampling": {', f'"Sampling": {{  {comment}\n'))
    assert (BOB, "CUR204") not in found(check()[1])
    assert (ALICE, "CUR204") in found(check()[1])


def test_every_rule_has_a_page_behind_its_url(project):
    assert {url_of(code).rpartition("/")[2] for code in RULES} == {f"{code}.md" for code in RULES}
