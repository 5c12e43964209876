"""`promote`: a workspace's step goes into the core, all files together; whatever stands in its way is a sentence."""

import ast
import errno
import json
import os
import subprocess

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.features.promotion import CannotMoveError, plan_promotion
from support.checks import CORE, open_fixture, registry
from support.editor import contents, write_fixture
from support.terminal import COMMAND, run_in_process

CORE_FILE = "src/cursus/registry/step_names.py"
ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
WORKSPACES = f"""
#- /{ALICE}
KIND = "Processing"

# Alice's own.
WORKSPACE_STEPS = {{
    "Pruning": {{"sagemaker_step_type": KIND, "description": "Prunes"}},  # by constant
    # How we sample.
    "Sampling": {{  # since May
        'sagemaker_step_type': 'Processing',  # no GPU
        "description": "Hers",
        "priority": 3,
    }},
    "Grading": {{"sagemaker_step_type": "Processing", "description": "Grades"}},
}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- /{BOB}
LOCAL_STEPS = {{
    "Grading": {{"sagemaker_step_type": "Training", "description": "His"}},
}}
"""
PROJECT = CORE + WORKSPACES
INTERFACES = f"""
#- /src/cursus/registry/step_names.py
from cursus.registry.interface_registry_loader import get_step_names
STEP_NAMES = get_step_names()
#- /src/cursus/steps/interfaces/package.step.yaml
step_type: Package
registry:
  sagemaker_step_type: Processing
  description: Packs a model
{WORKSPACES}"""
MOVED = """    # How we sample.
    "Sampling": {  # since May
        'sagemaker_step_type': 'Processing',  # no GPU
        "description": "Hers",
        "priority": 3,
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def interfaces(tmp_path, monkeypatch):
    write_fixture(tmp_path, INTERFACES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def promote(name="Sampling", workspace="alice", *more):
    return run_in_process("promote", name, "--from", workspace, *more)


def refused(root, words, name="Sampling", workspace="alice"):
    before = contents(root)
    for more in ([], ["--diff"]):
        run = promote(name, workspace, *more)
        assert (run.exit_code, run.stdout) == (2, "")
        assert words in run.stderr
        assert run.stderr.endswith("; nothing was changed\n")
    assert contents(root) == before
    assert not (root / ".cursus-registry").exists()


def test_a_step_goes_into_the_table(project):
    before = contents(project)
    run = promote()
    assert run.exit_code == 0, run.stderr
    assert run.stdout == f"Promoted Sampling from alice to core\n  {ALICE}\n  {CORE_FILE}\n"
    written = (
        f'{MOVED}        "builder_step_name": "SamplingStepBuilder",\n'
        '        "config_class": "SamplingConfig",\n        "spec_type": "Sampling",\n    },\n'
    )
    core = before[CORE_FILE].decode().replace("    },\n}\n", f"    }},\n{written}}}\n")
    alice = before[ALICE].decode().replace(f"{MOVED}    }},\n", "")
    assert contents(project) == {**before, CORE_FILE: core.encode(), ALICE: alice.encode()}
    found = json.loads(run_in_process("resolve", "Sampling", "--workspace", "bob", "--output-format", "json").stdout)
    assert (found["namespace"], found["entry"]["priority"]) == ("core", 3)


def test_what_a_constant_said_is_written_out(project):
    assert promote("Pruning").exit_code == 0
    assert '    "Pruning": {\n        "sagemaker_step_type": "Processing",\n' in (project / CORE_FILE).read_text()


def test_what_is_found_then_is_told(project):
    run = promote("Grading")
    assert run.exit_code == 0
    assert f"warning[CUR202] in {BOB}: " in run.stdout


def test_into_an_interface_file(interfaces):
    before = contents(interfaces)
    run = promote()
    assert run.exit_code == 0, run.stderr
    assert run.stdout == (
        f"Promoted Sampling from alice to core\n  {ALICE}\n  src/cursus/steps/interfaces/sampling.step.yaml (new)\n"
    )
    new = (interfaces / "src/cursus/steps/interfaces/sampling.step.yaml").read_text()
    assert new == (
        "# How we sample.\n# since May\n# no GPU\nstep_type: Sampling\n\nregistry:\n"
        "  sagemaker_step_type: Processing\n  description: Hers\n  priority: 3\n"
        "  builder_step_name: SamplingStepBuilder\n  config_class: SamplingConfig\n  spec_type: Sampling\n"
    )
    assert yaml.safe_load(new)["step_type"] == "Sampling"
    alice = before[ALICE].decode().replace(f"{MOVED}    }},\n", "").encode()
    after = contents(interfaces)
    assert {path for path in after if after[path] != before.get(path)} == {
        ALICE,
        "src/cursus/steps/interfaces/sampling.step.yaml",
    }
    assert after[ALICE] == alice


@pytest.mark.parametrize("root", ["project", "interfaces"])
def test_a_diff_changes_nothing_and_can_be_applied(root, request):
    root = request.getfixturevalue(root)
    before = contents(root)
    run = subprocess.run(
        [*COMMAND, "promote", "Sampling", "--from", "alice", "--diff"], capture_output=True, check=False
    )
    assert run.returncode == 1
    assert run.stderr.startswith(b"Would promote Sampling from alice to core\n")
    assert contents(root) == before
    assert not (root / ".cursus-registry").exists()
    promote()
    wanted = contents(root)
    for path in wanted:
        (root / path).unlink()
    for path, data in before.items():
        (root / path).write_bytes(data)
    subprocess.run(["git", "apply", "-p0", "-"], input=run.stdout, check=True)
    assert contents(root) == wanted


def test_each_file_is_written_down(project):
    promote()
    told = [json.loads(line) for line in (project / ".cursus-registry/audit.jsonl").read_text().splitlines()]
    assert [(one["what"], one["file"]) for one in told] == [
        ("promote Sampling from alice to core", str(project / ALICE)),
        ("promote Sampling from alice to core", str(project / CORE_FILE)),
    ]
    assert (project / ".cursus-registry/.gitignore").read_text() == "*\n"
    assert run_in_process("check", "--fail-on", "error").exit_code == 0


def test_names_that_are_not_there(project):
    refused(project, "workspace 'alice' declares no step 'Samplin'; did you mean Sampling?", "Samplin")
    refused(project, "there is no workspace 'alic' with a registry; did you mean alice?", workspace="alic")
    refused(project, "'Package' is an override in workspace 'alice', no step of its own", "Package")


def test_a_name_that_the_core_has(project):
    path = project / BOB
    path.write_text(path.read_text().replace("Grading", "Package"))
    refused(project, f"the core has a step 'Package' already ({CORE_FILE}:9)", "Package", "bob")


def test_classes_that_stand_in_the_workspace_only(project):
    steps = project / "developer_workspaces/developers/alice/src/cursus_dev/steps"
    for kind, file, text in (
        ("builders", "builder_sampling_step.py", "class SamplingStepBuilder:\n    pass\n"),
        ("specs", "sampling_spec.py", "SPEC = 1\n"),
    ):
        (steps / kind).mkdir(parents=True)
        (steps / kind / file).write_text(text)
    folder = "developer_workspaces/developers/alice/src/cursus_dev/steps"
    refused(
        project,
        f"SamplingStepBuilder ({folder}/builders/builder_sampling_step.py) stands in workspace 'alice' only, and the"
        f" core cannot use it from there; move it to the core first; {folder}/specs/sampling_spec.py would go with it",
    )
    core = project / "src/cursus/steps/builders"
    core.mkdir(parents=True)
    (steps / "builders/builder_sampling_step.py").rename(core / "builder_sampling_step.py")
    assert promote().exit_code == 0


def test_an_error_that_it_would_bring(project):
    path = project / ALICE
    path.write_text(path.read_text().replace("'Processing',  # no", "'Procesing',  # no"))
    refused(project, f"that would bring an error, CUR105 in {CORE_FILE}:18: ")


def test_codes_that_are_ignored_count_all_the_same(project):
    (project / "cursus-registry.toml").write_text('ignore = ["CUR1"]\n')
    path = project / ALICE
    path.write_text(path.read_text().replace('        "description": "Hers",\n', ""))
    refused(project, "CUR101")


def test_what_only_running_could_tell(project):
    path = project / ALICE
    path.write_text(path.read_text().replace('"description": "Hers",', '"description": make(),'))
    refused(project, f"only running {ALICE} could tell all that 'Sampling' says")


def test_tables_that_cannot_be_edited(project):
    path = project / ALICE
    text = path.read_text()
    path.write_text(f'{text}\nWORKSPACE_STEPS["Late"] = {{"sagemaker_step_type": "Processing", "description": "L"}}\n')
    refused(project, "is written in a way that cannot be edited; move it by hand", "Late")
    path.write_text(text)
    (project / CORE_FILE).write_text("STEP_NAMES = dict(Package={})\n")
    refused(project, "could be edited")
    (project / CORE_FILE).write_text('STEP_NAMES = {\n    "Package": {\n')
    refused(project, "mend it first")


def test_a_core_outside_the_project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "shared", CORE)
    write_fixture(tmp_path / "project", WORKSPACES)
    (tmp_path / "project/cursus-registry.toml").write_text(f'core = "../shared/{CORE_FILE}"\n')
    monkeypatch.chdir(tmp_path / "project")
    refused(tmp_path, "the core of this project has no table, and no interface files, that could be edited")


def test_a_place_that_is_taken(interfaces):
    path = interfaces / "src/cursus/steps/interfaces/sampling.step.yaml"
    path.symlink_to(interfaces / "nowhere")
    before = contents(interfaces)
    run = promote()
    assert (run.exit_code, run.stdout) == (2, "")
    assert "sampling.step.yaml: something is there already; nothing was changed" in run.stderr
    assert contents(interfaces) == before
    *_, last = (interfaces / ".cursus-registry/audit.jsonl").read_text().splitlines()
    assert json.loads(last)["failed"] == "something is there already"
    path.unlink()
    path.mkdir()
    assert "sampling_2.step.yaml (new)" in promote().stdout
    assert path.is_dir()


def failed(root, words):
    run = promote()
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr
    return run


@pytest.mark.parametrize("path", [ALICE, CORE_FILE])
def test_if_one_file_cannot_be_written_none_is(project, path):
    (project / path).chmod(0o444)
    before = contents(project)
    failed(project, f"{path}: it is read-only; make it writable; nothing was changed")
    assert contents(project) == before


@pytest.mark.parametrize("count", range(1, 4))
def test_a_disk_that_fails(interfaces, monkeypatch, count):
    before, names, calls = contents(interfaces), ("link", "replace"), []
    for name in names:
        work = getattr(os, name)

        def failing(*arguments, work=work):
            calls.append(arguments)
            if len(calls) == count:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            work(*arguments)

        monkeypatch.setattr(os, name, failing)
    monkeypatch.setattr(os, "rename", failing)
    run = promote()
    if run.exit_code:
        assert contents(interfaces) == before
    else:
        assert len(contents(interfaces)) == len(before) + 1


def test_where_it_cannot_be_written_down_nothing_is_changed(project):
    (project / ".cursus-registry").write_text("a file")
    before = contents(project)
    failed(project, "the change cannot be written down, so it was not made")
    assert contents(project) == before


# Whatever the entry


FIELDS = st.fixed_dictionaries(
    {"sagemaker_step_type": st.just("Processing"), "description": st.text(min_size=1, max_size=8).filter(str.strip)},
    optional={
        "spec_type": st.just("Alpha"),
        "job_types": st.lists(st.text("ab é'\"", min_size=1, max_size=3).filter(str.strip), unique=True, max_size=2),
        "note": st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
        "more": st.dictionaries(st.text("ab:#", min_size=1, max_size=3), st.text("yn1#: ", max_size=4), max_size=2),
    },
)


@settings(max_examples=60, deadline=None)
@given(FIELDS, st.sampled_from([CORE, INTERFACES.partition("#- /dev")[0]]))
def test_any_entry(fields, core):
    """The texts parse, the entry is there and equal, and nothing else has changed."""
    other = {"sagemaker_step_type": "Processing", "description": "Other"}
    table = "".join(f"    {name!r}: {value!r},\n" for name, value in (("Alpha", fields), ("Beta", other)))
    before = open_fixture(f"{core}\n#- /{ALICE}\nWORKSPACE_STEPS = {{\n{table}}}\n").snapshot
    planned = plan_promotion(before, "Alpha", "alice")
    texts = {change.path: str(change.after) for change in planned.changes}
    assert ast.literal_eval(texts.pop(f"/{ALICE}").removeprefix("WORKSPACE_STEPS = ")) == {"Beta": other}
    [(path, text)] = texts.items()
    classes = {"builder_step_name": "AlphaStepBuilder", "config_class": "AlphaConfig", "spec_type": "Alpha"}
    if path.endswith(".yaml"):
        assert yaml.safe_load(text) == {"step_type": "Alpha", "registry": {**classes, **fields}}
        return
    old = ast.literal_eval(str(before.view.index.files[path].source).removeprefix("STEP_NAMES = ").strip())
    new = ast.literal_eval(text.removeprefix("STEP_NAMES = ").strip())
    assert new == {**old, "Alpha": {**classes, **fields}}
    assert list(new) == [*old, "Alpha"]


def test_a_set_has_no_place_in_an_interface_file():
    text = INTERFACES.replace('"priority": 3', '"odd": {1, 2}')
    with pytest.raises(CannotMoveError, match="'odd': a value of type set cannot be written"):
        plan_promotion(open_fixture(text).snapshot, "Sampling", "alice")
