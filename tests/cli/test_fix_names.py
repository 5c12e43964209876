"""`check --unsafe-fixes` where a fix is another name: the whole renaming is written or shown, or nothing of it."""

import json

import pytest

from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
HOME, CORE_PATH = "developer_workspaces/developers/alice", "src/cursus/registry/step_names.py"
SLIP, NAME = "XGBoostTrainng", "XGBoostTraining"
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{
    "{SLIP}": {{"sagemaker_step_type": "Training", "description": "ä🚀", "spec_type": "{SLIP}"}},
}}
#- /{BOB}
WORKSPACE_STEPS = {{}}
#- /{HOME}/use.py
from cursus.registry.step_names import get_config_class_name
"🚀", get_config_class_name("{SLIP}_training"), "{SLIP}"
#- /{HOME}/a.dag.json
{{"dag": {{"nodes": ["{SLIP}"], "edges": []}}}}
#- /pyproject.toml
[tool.cursus-registry.pins]
{SLIP} = "alice"  # hers
"""
RENAMED = [f"{HOME}/a.dag.json", ALICE, f"{HOME}/use.py", "pyproject.toml"]
ONLY = ("--select", "CUR214")


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and ".cursus-registry" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def renamed(before):
    """A string that only equals the name stays."""
    after = {path: text.replace(SLIP, NAME) for path, text in before.items()}
    use = f"{HOME}/use.py"
    return {**after, use: after[use].replace(f', "{NAME}"', f', "{SLIP}"')}


def test_p1_p4_p6_an_unsafe_fix_is_the_whole_renaming(project):
    before = contents(project)
    run = run_in_process("check", "--fix", "--unsafe-fixes", *ONLY)
    assert contents(project) == renamed(before)
    assert run.stderr == "Fixed 1 finding in 4 files\n"
    assert run.exit_code == 0
    records = (project / ".cursus-registry" / "audit.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["file"].removeprefix(f"{project.as_posix()}/") for line in records} == set(RENAMED)


def test_the_diff_shows_every_file_and_writes_none(project):
    before = contents(project)
    run = run_in_process("check", "--diff", "--unsafe-fixes", *ONLY)
    assert [line[4:] for line in run.stdout.splitlines() if line.startswith("+++ ")] == RENAMED
    assert (run.exit_code, run.stderr) == (1, "Would fix 1 finding in 4 files\n")
    assert contents(project) == before


def test_the_paths_choose_the_finding_not_what_belongs_to_its_fix(project):
    before = contents(project)
    run_in_process("check", "--fix", "--unsafe-fixes", *ONLY, ALICE)
    assert contents(project) == renamed(before)


def test_safe_fixes_rename_nothing(project):
    before = contents(project)
    run = run_in_process("check", "--fix", *ONLY)
    assert contents(project) == before
    assert run.stderr == "Fixed 0 findings; 1 more can be fixed with --unsafe-fixes\n"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("pyproject.toml", "# hers", f'\n{NAME} = "core"'),
        (ALICE, "WORKSPACE_STEPS = {", f'OTHER = WORKSPACE_STEPS = {{**{{"{SLIP}": 1}}, '),
    ],
    ids=["a pin for the new name", "an entry in pieces"],
)
def test_what_cannot_be_renamed_everywhere_is_not_renamed_at_all(project, path, old, new):
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), "utf-8")
    before = contents(project)
    run = run_in_process("check", "--fix", "--unsafe-fixes", *ONLY)
    assert contents(project) == before
    assert run.stderr.startswith("Fixed 0 findings")


def test_a_pinned_name_stays_settled_through_two_renamings(project):
    """First the letters, then the name in PascalCase: the pin follows both, and the collision it settles stays known."""
    fields = f'"sagemaker_step_type": "Training", "description": "d", "conflict_resolution_strategy": "manual", {classes("GraphSampling")}'
    for path in (ALICE, BOB):
        (project / path).write_text(f'WORKSPACE_STEPS = {{"grаph_sampling": {{{fields}}}}}\n', "utf-8")
    (project / "pyproject.toml").write_text('[tool.cursus-registry.pins]\n"grаph_sampling" = "bob"\n', "utf-8")
    run = run_in_process("check", "--fix", "--unsafe-fixes", "--select", "CUR211,CUR501,CUR405")
    assert [contents(project)[path].count('"GraphSampling": {') for path in (ALICE, BOB)] == [1, 1], run.stdout
    assert contents(project)["pyproject.toml"].endswith('GraphSampling" = "bob"\n')
    assert run.exit_code == 0


def test_a_report_has_no_half_of_a_renaming(project):
    """Other tools make the edits that a report has, and those alone."""
    path = project / BOB
    path.write_text(f'STEP_OVERRIDES = {{"{SLIP}": {{}}}}\n', "utf-8")

    def edits():
        run = run_in_process("check", "--output-format", "json", "--select", "CUR214,CUR205")
        return [
            (found["code"], [edit["new_text"] for edit in fix["edits"]])
            for found in json.loads(run.stdout)["diagnostics"]
            for fix in found["fixes"]
        ]

    assert edits() == [("CUR214", []), ("CUR205", [f'"{NAME}"'])]
    path.write_text(f'STEP_OVERRIDES = {{"{SLIP}": {{"spec_type": "{SLIP}"}}}}\n', "utf-8")
    assert edits()[1] == ("CUR205", [])


def test_a_mistake_in_the_settings_is_for_a_person(project):
    """They say what is found: the rest of the run would go by the old ones."""
    path = project / "pyproject.toml"
    path.write_text("[tool.cursus-registry]\nselct = []\n", "utf-8")
    before = contents(project)
    assert run_in_process("check", "--fix", "--unsafe-fixes", "--select", "CUR9").exit_code == 1
    assert contents(project) == before
