"""`init`: a workspace that is clean from its first moment, or nothing at all."""

import ast
import json
import runpy
from pathlib import Path

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.checks.model import Finding, Severity
from cursus_registry.features.scaffold import TEMPLATES
from cursus_registry.files import Disk
from cursus_registry.project import Project
from cursus_registry.resolution.names import PASCAL_CASE
from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
IDS = ("alice-2", "alice_2", "alice2", "Bob", "7", "42-ml_team", "_x", "class", "a" * 50, "package")
WORKSPACES = "developer_workspaces/developers"


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", CORE)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def files_of(root):
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}


def findings(root):
    """Everything that is found in a project, hints too."""
    snapshot = Project(Disk(), root.as_posix()).load_all()
    return [(path, found.code) for path in snapshot.judged() for found in snapshot.check(path)]


def made(workspace, *options):
    run = run_in_process("init", *options, "--", workspace)
    assert (run.exit_code, run.stderr) == (0, ""), run.stderr
    return run.stdout


# What is made


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_is_clean_for_every_id_and_beside_its_likes(project, template):
    for workspace in IDS:
        assert "[CUR" not in made(workspace, "--template", template)
    view = Project(Disk(), project.as_posix()).load_all().view
    names = [row.name for rows in view.index.rows.values() for row in rows if row.namespace != "core"]
    assert findings(project) == []
    assert set(view.index.workspaces) == set(IDS)
    assert len(set(names)) == len(names) == (0 if template == "minimal" else len(IDS))
    assert all(PASCAL_CASE.match(name) for name in names)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_is_clean_among_other_registries_and_components(tmp_path, monkeypatch, template):
    root = tmp_path / "healthy"
    for path, text in files_of(FIXTURES / "healthy").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    monkeypatch.chdir(root)
    before = files_of(root)
    made("zoe", "--template", template)
    assert findings(root) == []
    assert before.items() <= files_of(root).items()


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_file_is_what_it_says(project, template):
    made("alice-2", "--template", template)
    for path, text in files_of(project / WORKSPACES / "alice-2").items():
        assert "$" not in text
        assert text.endswith("\n")
        assert max(map(len, text.splitlines())) <= 88
        if path.endswith(".py"):
            assert ast.get_docstring(ast.parse(text))


def test_the_names_come_from_the_id(project):
    made("alice-2")
    files = files_of(project / WORKSPACES / "alice-2")
    assert sorted(files) == [
        "README.md",
        "src/cursus_dev/__init__.py",
        "src/cursus_dev/registry/__init__.py",
        "src/cursus_dev/registry/workspace_registry.py",
        "src/cursus_dev/steps/__init__.py",
        "src/cursus_dev/steps/builders/__init__.py",
        "src/cursus_dev/steps/builders/builder_alice_2_example_step.py",
        "src/cursus_dev/steps/configs/__init__.py",
        "src/cursus_dev/steps/configs/config_alice_2_example_step.py",
        "src/cursus_dev/steps/contracts/__init__.py",
        "src/cursus_dev/steps/contracts/alice_2_example_contract.py",
        "src/cursus_dev/steps/scripts/__init__.py",
        "src/cursus_dev/steps/scripts/alice_2_example.py",
        "src/cursus_dev/steps/specs/__init__.py",
        "src/cursus_dev/steps/specs/alice_2_example_spec.py",
    ]
    builder = ast.parse(files["src/cursus_dev/steps/builders/builder_alice_2_example_step.py"])
    assert [node.name for node in builder.body if isinstance(node, ast.ClassDef)] == ["Alice2ExampleStepBuilder"]
    listed = json.loads(run_in_process("list", "--workspace", "alice-2", "--output-format", "json").stdout)
    assert listed["steps"]["Alice2Example"]["entry"]["config_class"] == "Alice2ExampleConfig"


def test_the_smallest_is_a_registry_and_its_packages(project):
    made("alice-2", "--template", "minimal")
    assert sorted(files_of(project / WORKSPACES / "alice-2/src/cursus_dev")) == [
        "__init__.py",
        "registry/__init__.py",
        "registry/workspace_registry.py",
    ]


def test_the_largest_states_every_field(project):
    made("zoe", "--template", "advanced")
    namespace = runpy.run_path(str(project / registry("zoe").lstrip("/")))
    entry, metadata = namespace["LOCAL_STEPS"]["ZoeExample"], namespace["WORKSPACE_METADATA"]
    assert {"framework", "job_types", "priority", "compatibility_tags", "environment_tags"} < set(entry)
    assert {"framework_version", "conflict_resolution_strategy"} < set(entry)
    assert len(metadata) == 8


def test_the_example_runs_and_its_test_passes(project, tmp_path):
    made("zoe", "--template", "advanced")
    [path] = (project / WORKSPACES / "zoe/tests").iterdir()
    tests = {name: test for name, test in runpy.run_path(str(path)).items() if name.startswith("test_")}
    assert len(tests) == 1
    for name, test in tests.items():
        (tmp_path / name).mkdir()
        test(tmp_path / name)


def test_another_name_is_taken_if_the_usual_one_is_not_free(project):
    core = (
        CORE.replace('"Package": {', '"ZoeExample": {')
        .replace("PackageC", "ZoeExampleC")
        .replace("PackageS", "ZoeExampleS")
    )
    write_fixture(project, core.replace('"spec_type": "Package"', '"spec_type": "ZoeExample"'))
    assert "make the example step ZoeSample one of yours" in made("zoe")
    assert findings(project) == []


class OnlyTheOlderTable:
    """A rule that finds something in steps under the newer name."""

    CODE, NAME, SEVERITY = "CUR099", "older-table", Severity.WARNING

    @staticmethod
    def check(context):
        table = context.facts.table("LOCAL_STEPS")
        if table and table.entries:
            yield Finding(table.variable_span, "only WORKSPACE_STEPS is read")


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_table_is_the_one_that_no_rule_minds(project, monkeypatch, template):
    monkeypatch.setitem(RULES, "CUR099", OnlyTheOlderTable)
    made("zoe", "--template", template)
    text = (project / registry("zoe").lstrip("/")).read_text()
    assert "WORKSPACE_STEPS = {" in text
    assert "LOCAL_STEPS" not in text


# What is said


def test_what_is_printed(project):
    folder = f"{WORKSPACES}/zoe"
    assert (
        made("zoe", "--template", "minimal")
        == f"""\
Made workspace zoe in {folder}
  src/cursus_dev/__init__.py
  src/cursus_dev/registry/__init__.py
  src/cursus_dev/registry/workspace_registry.py
Next
  declare the first step in {registry("zoe").lstrip("/")}
  cursus-registry check {folder}
  cursus-registry list --workspace zoe
"""
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_dry_run_names_the_same_files_and_makes_none(project, template):
    before = files_of(project)
    dry = made("zoe", "--template", template, "--dry-run").splitlines()
    assert files_of(project) == before
    assert not (project / "developer_workspaces").exists()
    wet = made("zoe", "--template", template).splitlines()
    assert dry[0] == wet[0].replace("Made", "Would make")
    assert dry[1:] == wet[1 : wet.index("Next")]


def test_what_is_found_in_the_new_files_is_said(project):
    (project / "src/cursus/registry/step_names.py").unlink()
    run = run_in_process("init", "zoe", "--project", ".")
    assert run.exit_code == 0
    assert f"information[CUR002] in {registry('zoe').lstrip('/')}: no core registry was found" in run.stdout
    assert {code for _, code in findings(project)} == {"CUR002"}
    assert "CUR002" in RULES


# What is refused


@pytest.mark.parametrize(
    ("workspace", "words"),
    [
        ("", "letters, digits"),
        ("a b", "letters, digits"),
        ("ä", "letters, digits"),
        ("a.b", "letters, digits"),
        ("../zoe", "letters, digits"),
        ("a/b", "letters, digits"),
        ("a\\b", "letters, digits"),
        ("zoe\n", "letters, digits"),
        ("\x1b[31m", "letters, digits"),
        ("-zoe", "not begin with '-'"),
        ("_", "a letter or a digit"),
        ("a" * 51, "51 characters"),
        ("core", "a namespace of its own"),
        ("Pack", "a namespace of its own"),
        ("con", "Windows"),
        ("Lpt1", "Windows"),
        ("alice", "already; nothing was changed"),
        ("Alice", "nothing but case"),
        ("empty", "already"),
        ("file", "already"),
        ("link", "already"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_ids_that_cannot_be(project, workspace, words, options):
    folder = project / WORKSPACES
    made("alice")
    (folder / "empty").mkdir()
    (folder / "file").write_text("kept")
    (folder / "link").symlink_to("nothing")
    before = files_of(project)
    run = run_in_process("init", *options, "--", workspace)
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr
    assert "\x1b" not in run.stderr
    assert run.stderr.count("\n") == 1
    assert files_of(project) == before


def test_a_disk_that_refuses(project, monkeypatch):
    def refuse(self, data):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    run = run_in_process("init", "zoe")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "cannot be made (Permission denied); nothing was changed" in run.stderr
    assert not (project / "developer_workspaces").exists()


def test_a_folder_of_workspaces_that_is_a_file(project):
    (project / "developer_workspaces").write_text("")
    run = run_in_process("init", "zoe")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "Not a directory" in run.stderr


# Where it goes


def test_the_first_workspace_of_all_must_be_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = run_in_process("init", "zoe")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "--project ." in run.stderr
    assert list(tmp_path.iterdir()) == []
    assert run_in_process("init", "zoe", "--project", ".").exit_code == 0
    assert run_in_process("list", "--workspace", "zoe").exit_code == 0


def test_the_project_around_or_the_only_one_below(project, tmp_path, monkeypatch):
    monkeypatch.chdir(project / "src")
    made("above")
    monkeypatch.chdir(tmp_path)
    made("below")
    assert sorted(path.name for path in (project / WORKSPACES).iterdir()) == ["above", "below"]
    write_fixture(tmp_path / "second", CORE)
    run = run_in_process("init", "which")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "name one with --project" in run.stderr
    assert run_in_process("init", "zoe", "--project", "nowhere").exit_code == 2


@pytest.mark.parametrize(
    ("pattern", "registry_path", "other"),
    [
        (
            "teams/{id}",
            "teams/zoe/src/cursus_dev/registry/workspace_registry.py",
            "teams/zoe/src/cursus_dev/steps/__init__.py",
        ),
        ("teams/{id}/code", "teams/zoe/code/src/cursus_dev/registry/workspace_registry.py", "teams/zoe/README.md"),
        ("./teams/team-{id}/steps.py", "teams/team-zoe/steps.py", "teams/team-zoe/src/cursus_dev/steps/__init__.py"),
    ],
)
def test_where_the_setting_says(project, pattern, registry_path, other):
    (project / "cursus-registry.toml").write_text(f'workspaces = ["{pattern}"]\n')
    made("zoe")
    files = files_of(project)
    assert "LOCAL_STEPS" in files[registry_path]
    assert other in files
    assert not (project / "developer_workspaces").exists()
    run = run_in_process("init", "Zoe")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "nothing but case" in run.stderr


def test_a_setting_of_a_file_for_each_workspace(project):
    (project / "cursus-registry.toml").write_text('workspaces = ["registries/{id}.py"]\n')
    run = run_in_process("init", "zoe")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "--template minimal" in run.stderr
    made("zoe", "--template", "minimal")
    assert [path for path in files_of(project) if path.startswith("registries")] == ["registries/zoe.py"]
    assert run_in_process("init", "zoe", "--template", "minimal").exit_code == 2


@pytest.mark.parametrize("pattern", ["[]", '["teams"]', '["../{id}"]', '["/tmp/{id}"]'])
def test_a_setting_that_leads_nowhere(project, pattern):
    (project / "cursus-registry.toml").write_text(f"workspaces = {pattern}\n")
    run = run_in_process("init", "zoe")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "'workspaces'" in run.stderr
