"""Projects thrown together from few names: every fix in them keeps its promises, and all of them together do too."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.test_fixes import check_fix, errors, judged
from cursus_registry.files import Memory
from cursus_registry.project import Project, Snapshot
from cursus_registry.project.fixing import files_of, fix_project
from support.checks import registry

NAMES = [
    "Package",
    "Pakage",
    "Payload",
    "PayLoad",
    "pay_load",
    "XGBoostTraining",
    "XGBoostTrainng",
    "XGBoost",
    "MIMSPayload",
]
FIELDS = {
    "sagemaker_step_type": ['"Processing"', '"Procesing"', '"Odd"', "TYPE"],
    "sagemaker_step_typ": ['"Processing"', "1"],
    "description": ['"Does it"', '""'],
    "builder_step_name": ['"PackageStepBuilder"'],
    "config_class": ['"PackageConfig"', "['x']"],
    "spec_type": ['"Package"', '"Pakage"'],
    "framwork": ['"xgboost"', "None"],
    "job_type": ['["training"]', '"training"'],
    "priority": ["1", "True"],
    "conflict_resolution_strategy": ['"manual"'],
}
COLLISIONS = frozenset({"CUR405"})
"""What a step can run into once it is whole, or has its name: the fix is not made then, which only a trial tells."""
METADATA = [
    '{"developer_id": "alice"}',
    '{"developer_id": "bob", "developer_id": "carol"}',
    '{"prefered_frameworks": "x"}',
]


@st.composite
def dictionaries(draw, separator):
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=5))
    full = ["sagemaker_step_type", "description"] if draw(st.booleans()) else []
    fields = [f'"{name}": {draw(st.sampled_from(FIELDS[name]))}' for name in [*full, *names]]
    if draw(st.integers(0, 15)) == 0:
        fields.append("**more()")
    return "{" + f",{separator}".join(fields) + draw(st.sampled_from(["", ","] if fields else [""])) + "}"


@st.composite
def tables(draw):
    newline = draw(st.sampled_from([" ", "\n    "]))
    value = st.one_of(*[dictionaries(newline)] * 9, st.sampled_from(["make()", "1"]))
    entries = draw(st.lists(st.tuples(st.sampled_from(NAMES), value), max_size=4))
    note = draw(st.sampled_from(["", "\n    # a note\n    "]))
    return "{" + f",{newline}{note}".join(f'"{name}": {entry}' for name, entry in entries) + "}"


@st.composite
def workspaces(draw):
    variables = draw(
        st.lists(st.sampled_from(["WORKSPACE_STEPS", "LOCAL_STEPS", "STEP_OVERRIDES"]), unique=True, max_size=3)
    )
    lines = ["TYPE = 'Training'"] if draw(st.booleans()) else []
    lines += [f"{name} = {draw(tables())}" for name in variables]
    if draw(st.booleans()):
        lines.append(f"WORKSPACE_METADATA = {draw(st.sampled_from(METADATA))}")
    if draw(st.integers(0, 9)) == 0:
        lines.append("LOCAL_STEP = {}")
    if draw(st.integers(0, 15)) == 0:
        lines.append("x = (")
    return "\n\n".join(lines) + "\n"


@st.composite
def settings_texts(draw):
    pins = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["alice", "bob", "core"]), max_size=3))
    return "".join(["[pins]\n", *(f'{name} = "{namespace}"\n' for name, namespace in pins.items())])


@st.composite
def projects(draw):
    mentions = draw(st.lists(st.sampled_from([*NAMES, "Package_training", "MIMSPackaging"]), max_size=3))
    lookups = "".join(f'get_config_class_name("{name}")\n' for name in mentions)
    code = f"from cursus.registry.step_names import get_config_class_name\n{lookups}"
    files = {
        "/src/cursus/registry/step_names.py": draw(
            st.sampled_from([f"STEP_NAMES = {draw(tables())}\n", "", "STEP_NAME = {}\n"])
        ),
        registry("alice"): draw(workspaces()),
        registry("bob"): draw(workspaces()),
        "/pipelines/all.py": code,
        "/developer_workspaces/developers/bob/src/cursus_dev/here.py": code,
    }
    if draw(st.integers(0, 9)) == 0:
        del files["/src/cursus/registry/step_names.py"]
    return files


@settings(max_examples=100, deadline=None)
@given(projects())
def test_every_fix_keeps_its_promises(files):
    disk = Memory(files)
    snapshot = Project(disk, "/").load_all()
    found = judged(snapshot)
    for path, finding in found:
        for fix in finding.fixes:
            changes = files_of(snapshot, snapshot.facts(path), finding, fix)
            if changes or not fix.new_name:  # a name with a pin, or in a constant that others use, is not changed
                check_fix(disk, snapshot, found, path, finding, changes, COLLISIONS)


@settings(max_examples=100, deadline=None)
@given(projects(), settings_texts(), st.sampled_from([{"safe"}, {"safe", "unsafe"}, {"safe", "unsafe", "manual"}]))
def test_all_fixes_together(files, pins, applicabilities):
    files["/cursus-registry.toml"] = pins
    snapshot = Project(Memory(files), "/").load_all()
    fixed = fix_project(snapshot, Snapshot.check, applicabilities)
    written = {**files, **{change.path: str(change.after) for change in fixed.changes}}
    again = Project(Memory(written), "/").load_all()
    assert judged(again) == judged(fixed.snapshot), "what is in memory is what would be on the disk"
    assert errors(judged(again)) <= errors(judged(snapshot))
    assert bool(fixed.count) == bool(fixed.changes)
    assert fix_project(fixed.snapshot, Snapshot.check, applicabilities).count == 0, "nothing is left"
