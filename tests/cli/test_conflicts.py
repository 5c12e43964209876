"""`conflicts`: what it lists, what it says of each, how it exits, and how much of a name in many workspaces it shows."""

import json

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
CORE_PATH = "src/cursus/registry/step_names.py"
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers", "framework": "spark"}},
}}
#- /{BOB}
LOCAL_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "His", "priority": 90}},
}}
STEP_OVERRIDES = {{"Package": {{"description": "His"}}}}
#- {registry("carol")}
LOCAL_STEPS = {{}}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def conflicts(*arguments, **environment):
    run = run_in_process("conflicts", "--output-format", "json", *arguments, env=environment)
    return run.exit_code, json.loads(run.stdout)


def names(report):
    return [one["name"] for one in report["conflicts"]]


def test_for_people(project):
    run = run_in_process("conflicts")
    assert (run.exit_code, run.stderr) == (1, "")
    undecided = "undecided: no workspace was named, and none of them is the core's"
    assert (
        run.stdout
        == f"""\
warning: Sampling: implementation_conflict of alice and bob
  alice.Sampling  workspace  {ALICE}:2  seen by workspace alice
  bob.Sampling    workspace  {BOB}:2  seen by workspace bob
  means nothing in workspace carol
  they differ in
    description  Hers  [alice]
                 His  [bob]
    framework    spark  [alice]
                 not stated  [bob]
    priority     90  [bob]
                 not stated  [alice]
  which one wins (no workspace named; --workspace ID asks from one)
    workspace_priority       {undecided}
    framework_match (spark)  alice: its framework is 'spark'
    environment_match        undecided: 2 candidates match; by workspace_priority: {undecided.partition(": ")[2]}
    highest_priority         bob: its score, 90, is the lowest
    core_fallback            undecided: neither the workspace that asks nor the core has it
    manual                   undecided: a person must choose, and no pin in the settings does
  what to do
    - state a conflict_resolution_strategy in workspaces alice and bob
    - choose by manual, and pin one of alice and bob in the settings
    - rename it in workspaces alice and bob, so that its name says what it is for

1 conflict (1 implementation_conflict) in 3 workspaces
"""
    )


def test_as_a_workspace_would_have_it(project):
    (project / "cursus-registry.toml").write_text('[pins]\nSampling = "bob"\n')
    (project / ALICE).write_text(
        (project / ALICE).read_text() + 'WORKSPACE_METADATA = {"default_resolution_strategy": "manual"}\n'
    )
    run = run_in_process("conflicts", "--workspace", "alice")
    assert run.exit_code == 1
    lines = run.stdout.splitlines()
    assert lines[0] == "information: Sampling: implementation_conflict of alice and bob"
    assert "  pinned to bob in the settings" in lines
    assert lines[lines.index("  workspace alice itself chooses, by manual (the workspace's metadata),") + 1] == (
        "    bob: 'bob' is pinned in the settings"
    )
    assert "    workspace_priority       alice: it is workspace alice's own" in lines
    assert lines[-1] == "1 conflict (1 implementation_conflict) of workspace alice in 3 workspaces"


def test_the_report_is_exactly_this(project):
    code, report = conflicts("--all", "--workspace", "bob")
    assert code == 1
    package, sampling = report.pop("conflicts")
    assert report == {
        "version": 1,
        "root": str(project),
        "workspace": "bob",
        "all": True,
        "summary": {
            "conflicts": 2,
            "types": {"implementation_conflict": 1, "override_conflict": 1},
            "workspaces": 3,
        },
    }
    winners, recommendations = package.pop("winners"), package.pop("recommendations")
    assert package == {
        "name": "Package",
        "type": "override_conflict",
        "plain": False,
        "severity": None,
        "pin": None,
        "definitions": [
            definition("core", "core", CORE_PATH, 9, 5, ["alice", "carol"]),
            definition("bob", "override", BOB, 4, 19, ["bob"]),
        ],
        "unseen_by": {"count": 0, "first": []},
        "differences": {
            "description": {
                "values": [
                    {"value": "Packs a model", "namespaces": ["core"]},
                    {"value": "His", "namespaces": ["bob"]},
                ],
                "without": [],
            }
        },
        "stated": {
            "strategy": "workspace_priority",
            "stated": "default",
            "outcome": "resolved",
            "namespace": "bob",
            "reason": "it is workspace bob's own",
        },
    }
    assert [(one["strategy"], one["outcome"], one["namespace"]) for one in winners] == [
        ("workspace_priority", "resolved", "bob"),
        ("framework_match", "resolved", "bob"),
        ("environment_match", "resolved", "bob"),
        ("highest_priority", "resolved", "bob"),
        ("core_fallback", "resolved", "bob"),
        ("manual", "undecided", None),
    ]
    assert "rename" in recommendations[-1]
    assert (sampling["name"], sampling["plain"], sampling["severity"]) == ("Sampling", True, "warning")
    assert sampling["unseen_by"] == {"count": 1, "first": ["carol"]}


def definition(namespace, registry_type, path, line, column, seen_by):
    return {
        "qualified_name": f"{namespace}.Package",
        "namespace": namespace,
        "registry_type": registry_type,
        "path": path,
        "range": {"start": {"line": line, "column": column}, "end": {"line": line, "column": column + 9}},
        "framework": None,
        "priority": 100,
        "environment_tags": [],
        "compatibility_tags": [],
        "strategy": None,
        "seen_by": {"count": len(seen_by), "first": seen_by},
    }


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["Sampling"]),
        (["--all"], ["Package", "Sampling"]),
        (["--workspace", "alice", "--all"], ["Sampling"]),
        (["--workspace", "carol", "--all"], []),
    ],
)
def test_which_conflicts_are_listed(project, arguments, expected):
    code, report = conflicts(*arguments)
    assert names(report) == expected
    assert code == bool(expected)


def test_where_one_stands_does_not_narrow_what_is_listed(project, monkeypatch):
    monkeypatch.chdir(project / "developer_workspaces/developers/carol")
    assert names(conflicts(CURSUS_WORKSPACE_ID="carol")[1]) == ["Sampling"]


def test_no_conflict(project):
    (project / BOB).write_text("LOCAL_STEPS = {}\n")
    run = run_in_process("conflicts")
    assert (run.exit_code, run.stdout) == (0, "No conflicts in 3 workspaces\n")


@pytest.mark.parametrize(
    ("settings", "severity"),
    [("", "warning"), ('severity = { CUR2 = "error" }', "error"), ('ignore = ["CUR204"]', "off")],
)
def test_the_severity_is_that_of_the_rule(project, settings, severity):
    (project / "cursus-registry.toml").write_text(settings)
    assert conflicts()[1]["conflicts"][0]["severity"] == severity


@pytest.mark.parametrize("arguments", [["--workspace", "alcie"], ["--project", "nowhere"]])
def test_what_cannot_be_asked(project, arguments):
    run = run_in_process("conflicts", *arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.startswith("Error: ")


def test_a_name_in_many_workspaces_shows_ten_and_a_number(tmp_path, monkeypatch):
    entry = '"Sampling": {{"sagemaker_step_type": "Processing", "description": "{0}", "framework": "f{0}"}}'
    write_fixture(
        tmp_path,
        CORE + "".join(f"#- {registry(f'w{n:03}')}\nLOCAL_STEPS = {{{entry.format(n)}}}\n" for n in range(200)),
    )
    monkeypatch.chdir(tmp_path)
    run = run_in_process("conflicts")
    lines = run.stdout.splitlines()
    assert sum("w0" in line and "seen by" in line for line in lines) == 10
    assert "  and 190 more" in lines
    assert [line.strip() for line in lines].count("and 190 other values") == 2
    assert len(lines) < 80
    assert max(map(len, lines)) < 220
    [found] = conflicts()[1]["conflicts"]
    assert len(found["definitions"]) == 200


@pytest.mark.parametrize("output_format", ["full", "json"])
def test_no_text_of_a_registry_steers_the_terminal(project, output_format):
    name = '"A\\x1b[31m\\nB": {"description": "\\x1b]0;x\\x07", "framework": "\\u202e"}'
    for path in (ALICE, BOB):
        (project / path).write_text(f"LOCAL_STEPS = {{{name}}}\n")
    run = run_in_process("conflicts", "--output-format", output_format)
    assert run.exit_code == 1
    assert not set("\x1b\x07\u202e").intersection(run.stdout)
    assert "B" not in {line[:1] for line in run.stdout.splitlines()}
