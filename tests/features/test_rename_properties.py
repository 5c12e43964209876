"""There and back is where one was, byte for byte; and a project under another name has the findings that it had."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.features.rename import CannotRenameError, edits_of, plan_rename, subject_named
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.resolution.steps import step_of
from cursus_registry.text import folded
from support.checks import registry

FIXTURES = Path(__file__).parents[2] / "fixtures"
NEW = "QuizzicalVortex"
ABOUT_NAMES = {f"CUR{number}" for number in (202, 203, 204, 209, 211, 214, 405, 501, 505, 901)}
"""What the old name was guilty of, and the new one is not."""
NOT_TO_BE_HAD = ("is taken", "letters, digits", "would be read", "could be read")
UNUSED_COMMENTS = {f"CUR{number}" for number in (901,)}
OF_CLASSES_LEFT = {f"CUR{number}" for number in (206, 207, 208, 306, 504, 601, 602)}


def opened(files):
    project = Project(Memory(files), "/")
    project.load_all()
    return project.snapshot


def subjects(snapshot):
    """All steps of a project, each once, with who may ask for it."""
    found = {}
    for rows in snapshot.view.index.names.values():
        for row in rows:
            step = step_of(snapshot.view, row)
            if snapshot.view.find(step.name, step.workspace) is not None:
                found.setdefault((step.name, step.workspace), None)
    return list(found)


def carried_out(files, snapshot, name, workspace, new, *, everything):
    """The files after a renaming."""
    plan = plan_rename(snapshot, subject_named(snapshot, name, workspace), new)
    groups = plan.groups if everything else plan.of_name
    after = dict(files)
    for path, one in edits_of(groups).items():
        after[path] = one.applied().data
    for group in groups:
        for move in group.moves:
            assert move.new_path not in after
            after[move.new_path] = after.pop(move.path)
    return after


def findings(snapshot):
    """What is found, by file, line and code; what a workspace has and another does not see may be anywhere or nowhere."""
    same = {"CUR302": "CUR301"}
    return {
        (path, snapshot.facts(path).source.line_at(one.span.start), same.get(one.code, one.code))
        for path in snapshot.judged()
        for one in snapshot.check(path)
    }


def check_there_and_back(files, snapshot, before, name, workspace, *, everything):
    """Rename there and back; whether the old name can be had again."""
    there = carried_out(files, snapshot, name, workspace, NEW, everything=everything)
    assert there != files
    middle = opened(there)
    after = {one for one in findings(middle) if one[0] in files}
    assert {one for one in after - before if one[2] not in OF_CLASSES_LEFT | UNUSED_COMMENTS} == set(), name
    gone = {one for one in before - after if one[0] in there}
    assert {one for one in gone if one[2] not in ABOUT_NAMES | OF_CLASSES_LEFT} == set(), name
    try:
        again = carried_out(there, middle, NEW, workspace, name, everything=everything)
    except CannotRenameError as error:
        if not any(words in str(error) for words in NOT_TO_BE_HAD):
            raise
        return False
    assert by_word(again) == by_word(files), (name, workspace)
    return True


def by_word(files):
    """Files by their names without separators: how a file name spells a step is not known from the step's name."""
    return {folded(path): data for path, data in files.items()}


def read_fixture(name):
    root = FIXTURES / name
    return {f"/{path.relative_to(root).as_posix()}": path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("everything", [False, True], ids=["name", "everything"])
@pytest.mark.parametrize(("fixture", "most"), [("healthy", 21), ("interfaces", 11), ("broken", 15)])
def test_rename_every_step_of_a_fixture_there_and_back(fixture, most, everything):
    files = read_fixture(fixture)
    snapshot = opened(files)
    before, done, back = findings(snapshot), 0, 0
    for name, workspace in subjects(snapshot):
        try:
            back += check_there_and_back(files, snapshot, before, name, workspace, everything=everything)
        except CannotRenameError:
            continue
        done += 1
    assert back >= most, (done, back)


NAMES = ["Package", "XGBoostTraining", "GraphSampling", "Load", "Load_fast", "Packaging", "Bayes-Tuning"]
CALLEES = ["get_config_class_name({0})", "STEP_NAMES[{0}]", "get_builder_step_name(step_name={0})", "has_step({0})"]


@st.composite
def entries(draw, names):
    """The inside of a table, each entry in a style of its own."""
    shown = []
    for name in names:
        quote = draw(st.sampled_from(["'", '"', '"""']))
        fields = ['"sagemaker_step_type": "Training"', f"'description': '{draw(st.sampled_from(['ä🚀', name]))}'"]
        fields += draw(st.lists(st.sampled_from(following(name)), unique=True))
        end = draw(st.sampled_from([", ", ",\n    ", ",\r\n\t"]))
        shown.append(f"{quote}{name}{quote}: {{{end.join(fields)}}},{draw(st.sampled_from(['', '  # ' + name]))}\n")
    return "    ".join(["", *shown])


def following(name):
    word = name.replace("-", "").replace("_", "")
    return [f'"spec_type": "{name}"', f'"config_class": "{word}Config"', f"'builder_step_name': '{word}StepBuilder'"]


@st.composite
def interface(draw, name):
    quote = draw(st.sampled_from(["", "'", '"']))
    spec = draw(st.sampled_from(["", f"  spec_type: {name}\n", f"  config_class: '{name}Config'\n"]))
    return f"step_type: {quote}{name}{quote}  # ä\nregistry:\n  sagemaker_step_type: Training\n  description: x\n{spec}"


@st.composite
def uses(draw):
    """A pipeline: look-ups, also for a workspace, with and without suffixes."""
    lines = ["# 🚀", "from cursus.registry.step_names import *"]
    for _ in range(draw(st.integers(0, 5))):
        name = draw(st.sampled_from(NAMES)) + draw(st.sampled_from(["", "_training", "-x", "_fast"]))
        literal = draw(st.sampled_from(["'{}'", '"{}"', "r'{}'"])).format(name)
        call = draw(st.sampled_from(CALLEES)).format(literal)
        workspace = draw(st.sampled_from(["", ", workspace_id='alice'", ", workspace_id=who"]))
        lines.append(call.replace(")", f"{workspace})") if call.startswith("get_config") else call)
    return "\n".join([*lines, ""])


@st.composite
def projects(draw):
    """A small project: core as a table or as interface files, two workspaces, users of steps everywhere."""
    core = draw(st.lists(st.sampled_from(NAMES), unique=True))
    files = {"/src/cursus/registry/step_names.py": "STEP_NAMES = {\n" + draw(entries(core[1:])) + "}\n"}
    for name in core[:1]:
        files[f"/src/cursus/steps/interfaces/{name.lower()}.step.yaml"] = draw(interface(name))
        files[f"/src/cursus/steps/configs/config_{name.lower()}_step.py"] = f"class {name}Config: ...\n"
    for workspace in ("alice", "bob"):
        steps = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        overrides = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
        files[registry(workspace)] = (
            f"WORKSPACE_STEPS = {{\n{draw(entries(steps))}}}\nSTEP_OVERRIDES = {{\n{draw(entries(overrides))}}}\n"
        )
        files[f"/developer_workspaces/developers/{workspace}/use.py"] = draw(uses())
    files["/pipelines/use.py"] = draw(uses())
    nodes = draw(st.lists(st.sampled_from([*NAMES, "Package_a", "none"]), max_size=4))
    files["/pipelines/x.dag.json"] = json.dumps({"dag": {"nodes": nodes, "edges": list(pairwise(nodes))}})
    types = {f"{name}{draw(st.sampled_from(['', '_a']))}": f"{name}Config" for name in nodes}
    files["/pipelines/config.json"] = json.dumps({"metadata": {"config_types": types}}, indent=1)
    pins = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["alice", "bob", "core"]), max_size=2))
    files["/cursus-registry.toml"] = "[pins]  # ä\n" + "".join(f'"{name}" = "{one}"\n' for name, one in pins.items())
    return {path: text.encode() for path, text in files.items()}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), files=projects(), everything=st.booleans())
def test_rename_any_step_of_any_project_there_and_back(data, files, everything):
    snapshot = opened(files)
    found = subjects(snapshot)
    if not found:
        return
    name, workspace = data.draw(st.sampled_from(found))
    try:
        check_there_and_back(files, snapshot, findings(snapshot), name, workspace, everything=everything)
    except CannotRenameError as error:
        if "mend it first" not in str(error):
            raise
