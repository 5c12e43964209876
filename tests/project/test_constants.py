"""Values that a registry imports from other files of the project."""

import pytest

from cursus_registry.facts.values import UNKNOWN
from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.checks import all_diagnostics, registry

CORE = "/src/cursus/registry/step_names.py"
ALICE = registry("alice")
SHARED = "/developer_workspaces/developers/alice/src/cursus_dev/shared.py"


def load(**files):
    project = Project(Memory(files), "/")
    project.load_all()
    return project


def entry(project, name="A", workspace="alice"):
    view = project.snapshot.view
    row = view.own(workspace).steps[name]
    return view.entry(row).as_dict()


def found(project):
    return [(note.path, note.text) for note in all_diagnostics(project.snapshot)]


def said(project):
    """Everything that is known, and everything that is found."""
    index = project.snapshot.view.index
    return index.files, index.names, found(project)


IMPORTS = {
    "a constant": ("from cursus_dev.shared import X", "{'A': {'x': X}}", "X = 'a'"),
    "under another name": ("from cursus_dev.shared import X as Y", "{'A': {'x': Y}}", "X = 'a'"),
    "of a module": ("from cursus_dev import shared", "{'A': {'x': shared.X}}", "X = 'a'"),
    "of a dotted module": ("import cursus_dev.shared", "{'A': {'x': cursus_dev.shared.X}}", "X = 'a'"),
    "relative": ("from ..shared import X", "{'A': {'x': X}}", "X = 'a'"),
    "by a star": ("from cursus_dev.shared import *", "{'A': {'x': X}}", "X = 'a'"),
    "put together there": ("from cursus_dev.shared import X", "{'A': {'x': X}}", "B = 'a'\nX = B + ''"),
    "fields": ("from cursus_dev.shared import F", "{'A': {**F}}", "F = {'x': 'a'}"),
    "fields under others": ("from cursus_dev.shared import F", "{'A': {**F, 'x': 'a'}}", "F = {'x': 'b'}"),
    "fields over others": ("from cursus_dev.shared import F", "{'A': {'x': 'b', **F}}", "F = {'x': 'a'}"),
    "a whole entry": ("from cursus_dev.shared import F", "{'A': F}", "F = {'x': 'a'}"),
    "a whole table": ("from cursus_dev.shared import T", "T", "T = {'A': {'x': 'a'}}"),
    "a table under others": ("from cursus_dev.shared import T", "{**T, 'A': {'x': 'a'}}", "T = {'A': {'x': 'b'}}"),
    "a table over others": ("from cursus_dev.shared import T", "{'A': {'x': 'b'}} | T", "T = {'A': {'x': 'a'}}"),
    "the table itself": ("from cursus_dev.shared import WORKSPACE_STEPS", None, "WORKSPACE_STEPS = {'A': {'x': 'a'}}"),
}


@pytest.mark.parametrize(("line", "table", "shared"), IMPORTS.values(), ids=IMPORTS)
def test_what_another_file_defines(line, table, shared):
    text = f"{line}\n" if table is None else f"{line}\nWORKSPACE_STEPS = {table}\n"
    project = load(**{CORE: "STEP_NAMES = {}", ALICE: text, SHARED: f"{shared}\n"})
    assert entry(project) == {"x": "a"}
    assert "CUR003" not in str(found(project))
    assert project.snapshot.view.own("alice").complete


CHAIN = {
    ALICE: "from cursus_dev.shared import X\nWORKSPACE_STEPS = {'A': {'x': X}}\n",
    SHARED: "from cursus_dev.deeper import Y as X\n",
    SHARED.replace("shared", "deeper"): "Y = 'a'\n",
    CORE: "STEP_NAMES = {}\n",
}


def test_through_several_files():
    assert entry(load(**CHAIN)) == {"x": "a"}


@pytest.mark.parametrize(
    "text",
    [
        "from elsewhere import X",
        "from cursus_dev.shared import Y as X",
        "from cursus_dev.shared import BROKEN as X",
        "from cursus_dev.circle import X",
    ],
)
def test_what_leads_nowhere_is_unknown(text):
    files = {
        CORE: "STEP_NAMES = {}\n",
        ALICE: f"{text}\nWORKSPACE_STEPS = {{'A': {{'x': X, 'y': 'b'}}, **X}}\n",
        SHARED: "X = 'a'\nBROKEN = load()\n",
        SHARED.replace("shared", "circle"): "from cursus_dev.circle import X\n",
    }
    project = load(**files)
    assert entry(project) == {"x": UNKNOWN, "y": "b"}
    assert not project.snapshot.view.own("alice").complete
    assert [code for _, code in found(project)].count("information[CUR003]") == 2


def test_each_workspace_has_modules_of_its_own():
    bob = registry("bob")
    files = {
        CORE: "STEP_NAMES = {}\n",
        ALICE: CHAIN[ALICE],
        bob: CHAIN[ALICE],
        SHARED: "X = 'alice'\n",
        SHARED.replace("alice", "bob"): "X = 'bob'\n",
    }
    project = load(**files)
    assert entry(project) == {"x": "alice"}
    assert entry(project, workspace="bob") == {"x": "bob"}


def test_findings_stand_where_the_name_stands():
    shared = "F = {'sagemaker_step_type': 'Procesing', 'description': 'x'}\n"
    project = load(
        **{
            CORE: "STEP_NAMES = {}\n",
            ALICE: "from cursus_dev.shared import F\nLOCAL_STEPS = {'Abcd': F}\n",
            SHARED: shared,
        }
    )
    [note] = [note for note in all_diagnostics(project.snapshot) if "CUR105" in note.text]
    assert (note.path, note.line, note.start, note.end) == (ALICE, 1, 23, 24)


EDITS = [
    (SHARED.replace("shared", "deeper"), "Y = 'b'\n"),
    (SHARED, "X = 'c'\n"),
    (SHARED, None),
    (SHARED, "X = ['d']\n"),
    (ALICE, "from cursus_dev.shared import X\nWORKSPACE_STEPS = {**X}\n"),
    (SHARED, "X = {'B': {'x': 1}}\n"),
    ("/src/cursus_dev/shared.py", "X = {'C': {}}\n"),
    (SHARED, None),
    ("/src/cursus_dev/shared.py", None),
    (ALICE, "WORKSPACE_STEPS = {}\n"),
    (SHARED, "X = {}\n"),
    (ALICE, CHAIN[ALICE]),
]


def test_every_change_elsewhere_arrives():
    disk = Memory(CHAIN)
    project = Project(disk, "/")
    project.load_all()
    for path, text in EDITS:
        disk.remove(path) if text is None else disk.write(path, text)
        before = set(found(project))
        reached = project.update([path])
        assert {changed for changed, _ in before ^ set(found(project))} <= reached
        cold = Project(disk, "/")
        cold.load_all()
        assert said(project) == said(cold), (path, text)
