"""A workspace's folder gets another name: its id goes along, what names it elsewhere is asked about."""

import tomllib

import pytest

from cursus_registry.features.moved_workspace import find_moved_workspace
from support.checks import CORE, open_fixture, registry
from support.notebooks import cells_of, to_json

ALICE = registry("alice")
FOLDERS = "/developer_workspaces/developers"
IMPORT = "from cursus.registry.step_names import get_config_class_name, workspace_context\n"
FILES = f"""{CORE}
#- {ALICE}
"🚀"; WORKSPACE_METADATA = {{"developer_id": 'alice', "description": "alice"}}
WORKSPACE_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "alice"}}}}
#- {registry("bob")}
WORKSPACE_METADATA = {{"developer_id": "alice"}}
#- /pipelines/use.py
{IMPORT}
"🚀"; get_config_class_name("Sampling", workspace_id="alice")
get_config_class_name("Sampling", workspace_id = 'bob')
greet("alice")
#- /pipelines/other.py
open_account(workspace_id="alice")
#- /cursus-registry.toml
[pins]
Sampling = "alice"
Package = 'alice'
alice = "bob"
"""


def moved(old, new, files=FILES):
    found = find_moved_workspace(open_fixture(files).snapshot, f"{FOLDERS}/{old}", f"{FOLDERS}/{new}")
    return found and (found.own, found.elsewhere)


def texts(changes):
    return {one.path: str(one.applied()) for one in changes}


def test_will_rename_files_p3_the_id_in_the_metadata_is_the_folder_s_name():
    own, _ = moved("alice", "anna")
    assert list(texts(own)) == [ALICE]
    assert texts(own)[ALICE].startswith('"🚀"; WORKSPACE_METADATA = {"developer_id": \'anna\', "description": "alice"}')


def test_will_rename_files_p4_look_ups_and_pins_are_for_a_person_to_look_at():
    _, elsewhere = moved("alice", "anna")
    after = texts(elsewhere)
    assert sorted(after) == ["/cursus-registry.toml", "/pipelines/use.py"]
    assert (
        'workspace_id="anna")\nget_config_class_name("Sampling", workspace_id = \'bob\')\ngreet("alice")'
        in after["/pipelines/use.py"]
    )
    assert after["/cursus-registry.toml"] == '[pins]\nSampling = "anna"\nPackage = \'anna\'\nalice = "bob"\n'


def test_an_id_that_is_another_already_stays():
    own, elsewhere = moved("bob", "ben")
    assert own == ()
    assert sorted(texts(elsewhere)) == ["/cursus-registry.toml", "/pipelines/use.py"]


@pytest.mark.parametrize("indent", [1, None])
def test_will_rename_files_p9_look_ups_in_notebooks_too(indent):
    cells = f"""{IMPORT}
# %%
get_config_class_name("Sampling", workspace_id="alice"); "é🚀"; get_config_class_name('Sampling', workspace_id='alice')
# %% markdown
workspace_id="alice"
# %%
greet("alice")
"""
    notebook = to_json(cells_of(cells), indent=indent)
    _, elsewhere = moved("alice", "anna", f"{FILES}#- /notebooks/a.ipynb\n{notebook}")
    after = texts(elsewhere)["/notebooks/a.ipynb"].removesuffix("\n")
    assert after == notebook.replace('workspace_id=\\"alice\\"); ', 'workspace_id=\\"anna\\"); ').replace(
        "'alice'", "'anna'"
    )


def test_an_id_with_a_quote_in_it_stays_a_string_everywhere():
    _, elsewhere = moved("alice", "anna's")
    after = texts(elsewhere)
    assert 'workspace_id="anna\'s")' in after["/pipelines/use.py"]
    assert after["/cursus-registry.toml"] == '[pins]\nSampling = "anna\'s"\nPackage = "anna\'s"\nalice = "bob"\n'


@pytest.mark.parametrize("new", ["a\\b", 'a"b', "a\x7fb", "a\tb", "\u200b", "ä🚀"])
def test_a_pin_can_hold_whatever_a_folder_is_called(new):
    _, elsewhere = moved("alice", new)
    pins = tomllib.loads(texts(elsewhere)["/cursus-registry.toml"])["pins"]
    assert (pins["Sampling"], pins["Package"]) == (new, new)


def test_an_id_that_a_notebook_would_have_to_escape_is_left_to_a_person():
    cells = f"{IMPORT}\nget_config_class_name('Sampling', workspace_id='alice')"
    _, elsewhere = moved("alice", "anna's", f"{FILES}#- /notebooks/a.ipynb\n{to_json(cells_of(cells))}")
    assert "/notebooks/a.ipynb" not in texts(elsewhere)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("carol", "anna"),
        ("alice", "alice"),
        ("alice", "../../elsewhere/anna"),
        ("alice/src", "alice/source"),
        ("alice", "a/b"),
    ],
)
def test_other_folders_are_none_of_ours(old, new):
    assert moved(old, new) is None
