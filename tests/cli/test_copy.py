"""`copy`: what a workspace declares, put into another one, with its comments; nothing else changes."""

import ast
import json
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.features.promotion import plan_copy
from support.checks import CORE, open_fixture, registry
from support.editor import contents, write_fixture
from support.terminal import COMMAND, run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
KIND = "Processing"
WORKSPACE_STEPS = {{
    # How we sample.
    "Sampling": {{  # since May
        'sagemaker_step_type': 'Processing',
        "description": "Hers",
    }},
    "Pruning": {{"sagemaker_step_type": KIND, "description": "Prunes"}},
}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- /{BOB}
# Bob's.
LOCAL_STEPS = {{
  'Grading': {{'sagemaker_step_type': 'Training', 'description': 'His'}},
}}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    (tmp_path / "developer_workspaces/developers/carol").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def copy(name, source="alice", target="bob", *more):
    return run_in_process("copy", name, "--from", source, "--to", target, *more)


def test_a_step_with_its_comments(project):
    before = contents(project)
    run = copy("Sampling")
    assert run.exit_code == 0, run.stderr
    head, *found = run.stdout.splitlines()
    assert head == "Copied Sampling from alice to bob"
    assert found[0] == f"  {BOB}"
    assert any("warning[CUR204]" in line for line in found)
    entry = (
        "  # How we sample.\n  \"Sampling\": {  # since May\n      'sagemaker_step_type': 'Processing',\n"
        '      "description": "Hers",\n  },\n'
    )
    bob = before[BOB].decode().replace("},\n}\n", f"}},\n{entry}}}\n")
    assert contents(project) == {**before, BOB: bob.encode()}
    [record] = map(json.loads, (project / ".cursus-registry/audit.jsonl").read_text().splitlines())
    assert (record["what"], record["file"]) == ("copy Sampling from alice to bob", str(project / BOB))
    assert "How we sample" in record["after"]


def test_an_override_goes_among_the_overrides(project):
    assert copy("Package").exit_code == 0
    assert (project / BOB).read_text().rstrip().endswith('STEP_OVERRIDES = {\n  "Package": {"description": "Hers"},\n}')


def test_what_a_constant_said_is_written_out(project):
    assert copy("Pruning").exit_code == 0
    assert "    'sagemaker_step_type': 'Processing',\n    'description': 'Prunes',\n" in (project / BOB).read_text()


def test_a_workspace_without_a_registry_gets_one(project):
    assert copy("Grading", "bob", "carol").exit_code == 0
    assert (project / registry("carol").lstrip("/")).read_text() == (
        "WORKSPACE_STEPS = {\n    'Grading': {'sagemaker_step_type': 'Training', 'description': 'His'},\n}\n"
    )


def test_a_diff_changes_nothing_and_can_be_applied(project):
    before = contents(project)
    command = [*COMMAND, "copy", "Sampling", "--from", "alice", "--to", "carol", "--diff"]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith(b"Would copy Sampling from alice to carol\n")
    assert contents(project) == before
    subprocess.run(["git", "apply", "-p0", "-"], input=run.stdout, check=True)
    applied = contents(project)
    (project / registry("carol").lstrip("/")).unlink()
    assert copy("Sampling", "alice", "carol").exit_code == 0
    assert contents(project) == applied


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Samplin",), "workspace 'alice' declares no step 'Samplin'; did you mean Sampling?"),
        (("Sampling", "alic"), "there is no workspace 'alic' with a registry; did you mean alice?"),
        (("Sampling", "alice", "bobb"), "there is no workspace 'bobb'; did you mean bob?"),
        (("Sampling", "alice", "zoe"), "there is no workspace 'zoe'; `cursus-registry init zoe` makes one"),
        (("Sampling", "alice", "../bob"), "there is no workspace '../bob'"),
        (("Sampling", "alice", "core"), "'core' is no workspace; `cursus-registry promote` takes a step into the core"),
        (("Sampling", "alice", "alice"), "'Sampling' is in workspace 'alice' already; name another one"),
    ],
)
def test_what_is_refused(project, arguments, words):
    before = contents(project)
    run = copy(*arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr
    assert contents(project) == before


def test_a_name_that_is_taken_there(project):
    path = project / BOB
    path.write_text(path.read_text() + "STEP_OVERRIDES = {'Sampling': {}}\n")
    run = copy("Sampling")
    assert (run.exit_code, run.stdout) == (2, "")
    assert f"workspace 'bob' has 'Sampling' already ({BOB}:5); nothing was changed" in run.stderr


def test_an_error_that_it_would_bring(project):
    path = project / BOB
    text = path.read_text() + '\nWORKSPACE_METADATA = {"conflict_tolerance": "low"}\n'
    path.write_text(text.replace("'Grading': {", "'Other': {'conflict_resolution_strategy': 'manual', "))
    (project / ALICE).write_text(
        (project / ALICE)
        .read_text()
        .replace("'Processing',", "'Processing',\n\"conflict_resolution_strategy\": 'manual',")
    )
    run = copy("Sampling")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "that would bring an error, CUR405 in " in run.stderr
    assert path.read_text().count("Sampling") == 0


ENTRIES = st.dictionaries(
    st.text("ab", min_size=3, max_size=5),
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=3),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.sampled_from(["\n", "\r\n"]))
def test_any_entry(more, newline):
    entry = {"sagemaker_step_type": "Processing", "description": "D", **more}
    bob = newline.join(["# his", "LOCAL_STEPS = {", "  'Grading': {'description': 'x'}", "}  # end", ""])
    project = open_fixture(f"{CORE}\n#- /{ALICE}\nWORKSPACE_STEPS = {{\n    'Alpha': {entry!r},\n}}\n#- /{BOB}\n")
    project.files.below.write(f"/{BOB}", bob)
    before = project.load_all()
    [change] = plan_copy(before, "Alpha", "alice", "bob").changes
    after = change.after.data.decode()
    assert after.startswith(f"# his{newline}LOCAL_STEPS = {{{newline}  'Grading': {{'description': 'x'}},{newline}")
    assert after.endswith(f"}}  # end{newline}")
    table = after.partition("LOCAL_STEPS = ")[2].rpartition("  # end")[0]
    assert ast.literal_eval(table) == {"Grading": {"description": "x"}, "Alpha": entry}
