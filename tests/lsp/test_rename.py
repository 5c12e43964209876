"""Renaming over the protocol: versions, annotations, what clients get that cannot show them, and how it is refused."""

from functools import partial

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.greeting import initialize_result, load_offers
from cursus_registry.text import Edit, Encoding, Position, SourceText, Span, apply_edits
from support import clients
from support.checks import CORE, registry
from support.fixture import parse_fixture
from support.server import Desk, ended

ALICE, BOB = registry("alice"), registry("bob")
CORE_PATH, USE = "/src/cursus/registry/step_names.py", "/pipelines/use.py"
CONFIG = "/src/cursus/steps/configs/config_package_step.py"
IMPORT = "from cursus.registry.step_names import get_config_class_name\n"
FILES = f"""{CORE}
#- {ALICE}
STEP_OVERRIDES = {{
    "Package": {{"description": "ä🚀"}},
}}
WORKSPACE_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "ä🚀"}},
}}
#- {BOB}
WORKSPACE_STEPS = {{}}
#- {USE}
{IMPORT}
"🚀"; get_config_class_name("Package_training")
#- {CONFIG}
class PackageConfig: ...
"""
REFUSED = lsp.LSPErrorCodes.RequestFailed.value


def plain(*, versioned=True, prepares=True):
    """A client that cannot ask about changes."""
    edits = lsp.WorkspaceEditClientCapabilities(document_changes=versioned or None)
    rename = lsp.RenameClientCapabilities(prepare_support=prepares)
    return lsp.ClientCapabilities(
        workspace=lsp.WorkspaceClientCapabilities(workspace_edit=edits),
        text_document=lsp.TextDocumentClientCapabilities(rename=rename),
    )


def opened(client=None, *paths, files=FILES):
    desk = Desk(files, client or clients.vscode())
    desk.run()
    for path in paths or (USE,):
        desk.open(path)
    desk.run()
    return desk


def at(desk, path, word, skip=1):
    """The parameters of a question about a place."""
    source = desk.session.documents.at(path).source
    line, character = source.position(source.data.index(word.encode()) + skip, desk.session.encoding)
    return {"text_document": lsp.TextDocumentIdentifier(to_uri(path)), "position": lsp.Position(line, character)}


def prepare(desk, path=USE, word="Package", **more):
    return desk.ask(lsp.TEXT_DOCUMENT_PREPARE_RENAME, lsp.PrepareRenameParams(**at(desk, path, word, **more)))


def rename(desk, new="Bundle", path=USE, word="Package"):
    return ended(desk.ask(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameParams(new_name=new, **at(desk, path, word))))


def refusal(call):
    with pytest.raises(JsonRpcException) as refused:
        call()
    assert refused.value.code == REFUSED
    return refused.value.message


def applied(desk, edit, *labels):
    """The texts after an edit, of which only the groups of these labels are taken (all of them without labels)."""
    after = {}
    documents = [one for one in edit.document_changes or () if isinstance(one, lsp.TextDocumentEdit)]
    changes = {one.text_document.uri: one.edits for one in documents} or edit.changes
    for uri, edits in changes.items():
        path = to_path(uri)
        document = desk.session.documents.at(path)
        source = document.source if document else SourceText(desk.disk.read(path, 10**7).data)
        offset = partial(_offset, source, desk.session.encoding)
        taken = [
            Edit(Span(offset(one.range.start), offset(one.range.end)), one.new_text)
            for one in edits
            if not labels or edit.change_annotations[one.annotation_id].label in labels
        ]
        if taken:
            after[path] = apply_edits(source.data, taken).decode()
    return after


def _offset(source, encoding, position):
    return source.offset(Position(position.line, position.character), encoding)


def test_open_documents_have_versions_and_closed_ones_none():
    desk = opened(None, USE, CORE_PATH)
    desk.type(USE, f'{IMPORT}get_config_class_name("Package")\n', 7)
    edit = rename(desk)
    documents = [one for one in edit.document_changes if isinstance(one, lsp.TextDocumentEdit)]
    versions = {to_path(one.text_document.uri): one.text_document.version for one in documents}
    assert versions == {USE: 7, CORE_PATH: 1, ALICE: None, CONFIG: None}
    assert edit.changes is None


def test_each_group_has_its_annotation():
    edit = rename(opened())
    shown = {one.label: one.needs_confirmation for one in edit.change_annotations.values()}
    assert shown == {
        "Rename 'Package' to 'Bundle'": False,
        "Rename 'Package' to 'Bundle' in workspace alice": True,
        "Rename the spec type": False,
        "Rename the classes": True,
        "Rename the files": True,
    }
    used = {one.annotation_id for document in edit.document_changes[:-1] for one in document.edits}
    assert used | {edit.document_changes[-1].annotation_id} == set(edit.change_annotations)
    assert all(one.description for one in edit.change_annotations.values())


def test_a_group_alone_leaves_the_rest():
    desk = opened()
    after = applied(desk, rename(desk), "Rename the classes")
    assert after[CONFIG] == "class BundleConfig: ...\n"
    assert after[CORE_PATH] == desk.disk.read(CORE_PATH, 10**6).data.decode().replace(
        "PackageConfig", "BundleConfig"
    ).replace("PackageStepBuilder", "BundleStepBuilder")


def test_files_move_last():
    *documents, move = rename(opened()).document_changes
    assert all(isinstance(one, lsp.TextDocumentEdit) for one in documents)
    assert isinstance(move, lsp.RenameFile)
    assert (to_path(move.old_uri), to_path(move.new_uri)) == (CONFIG, CONFIG.replace("package", "bundle"))


def test_a_client_that_cannot_move_files_keeps_them():
    client = clients.vscode()
    client.workspace.workspace_edit.resource_operations = None
    edit = rename(opened(client))
    assert all(isinstance(one, lsp.TextDocumentEdit) for one in edit.document_changes)
    assert "Rename the files" not in {one.label for one in edit.change_annotations.values()}


@pytest.mark.parametrize("encoding", Encoding)
def test_places_are_counted_as_agreed(encoding):
    desk = opened()
    desk.session.encoding = encoding
    after = applied(desk, rename(desk))
    assert after[USE] == f'{IMPORT}\n"🚀"; get_config_class_name("Bundle_training")\n'
    assert '"Bundle": {"description": "ä🚀"}' in after[ALICE]
    found = prepare(desk)
    assert found.placeholder == "Package"
    source = desk.session.documents.at(USE).source
    offset = partial(_offset, source, encoding)
    assert source.slice(Span(offset(found.range.start), offset(found.range.end))) == "Package"


@pytest.mark.parametrize("versioned", [True, False])
def test_a_client_that_cannot_ask_gets_what_is_certain(versioned):
    desk = opened(plain(versioned=versioned), ALICE)
    edit = rename(desk, "Pruning", ALICE, '"Sampling')
    assert edit.change_annotations is None
    assert bool(edit.document_changes) is versioned
    assert list(applied(desk, edit)) == [ALICE]


@pytest.mark.parametrize("versioned", [True, False])
def test_a_client_that_cannot_ask_is_refused_where_it_would_have_to(versioned):
    desk = opened(plain(versioned=versioned))
    message = refusal(lambda: rename(desk))
    assert "in workspace alice: this should be looked at" in message
    assert message.endswith("run `cursus-registry rename Package Bundle --diff`")


def test_a_client_that_annotates_but_promises_nothing_for_renamings_is_not_trusted_to_ask():
    client = clients.vscode()
    client.text_document.rename.honors_change_annotations = None
    assert "should be looked at" in refusal(lambda: rename(opened(client)))


def test_from_a_workspace_the_core_is_asked_about():
    desk = opened(None, ALICE)
    edit = rename(desk, path=ALICE)
    shown = {one.label: one.needs_confirmation for one in edit.change_annotations.values()}
    assert not shown["Rename 'Package' to 'Bundle'"]
    assert shown["Rename 'Package' to 'Bundle' in the core"]
    assert shown["Rename 'Package' to 'Bundle' in files of no workspace"]
    assert list(applied(desk, edit, "Rename 'Package' to 'Bundle'")) == [ALICE]


def test_refused_with_a_sentence():
    desk = opened()
    assert "'Sampling' is taken" in refusal(lambda: rename(desk, "Sampling"))
    assert "letters, digits" in refusal(lambda: rename(desk, "a b"))
    desk.type(USE, f'{IMPORT}get_config_class_name("Pakage")\n', 2)
    assert "no step 'Pakage' can be seen" in refusal(lambda: prepare(desk, word="Pakage"))
    desk.type(USE, f'{IMPORT}get_config_class_name("Package")\nx = (\n', 3)
    assert "pipelines/use.py does not parse" in refusal(lambda: prepare(desk))


def test_nothing_off_the_names_and_nothing_for_the_same_name():
    desk = opened()
    assert prepare(desk, word="import") is None
    assert prepare(desk, word="_training", skip=3) is None
    assert rename(desk, word="import") is None
    assert rename(desk, "Package").document_changes == []


def test_a_closed_file_that_has_changed_since_is_not_touched():
    desk = opened()
    desk.disk.write(ALICE, 'STEP_OVERRIDES = {"Package": {}}\n')
    assert "has changed in the meantime" in refusal(lambda: rename(desk))


def test_a_document_that_has_moved_on_is_told_apart():
    desk = opened()
    document = desk.session.documents.at(USE)
    desk.session.documents.change(
        document.uri, 2, [lsp.TextDocumentContentChangeWholeDocument(f"\n{document.source}")], Encoding.UTF16
    )
    with pytest.raises(JsonRpcContentModified):
        rename(desk, word="Package")


@pytest.mark.parametrize(("prepares", "said"), [(True, {"prepareProvider": True}), (None, True)])
def test_what_is_offered(prepares, said):
    client = clients.as_json(plain(prepares=prepares))
    assert initialize_result(client, load_offers())["capabilities"]["renameProvider"] == said


FOLDERS = "/developer_workspaces/developers"
MOVED = f"""{CORE}
#- {ALICE}
WORKSPACE_METADATA = {{"developer_id": "alice"}}
WORKSPACE_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "ä🚀"}}}}
#- {USE}
{IMPORT}get_config_class_name("Sampling", workspace_id="alice")
"""


def move_folder(desk, method, old="alice", new="anna"):
    files = [lsp.FileRename(to_uri(f"{FOLDERS}/{old}"), to_uri(f"{FOLDERS}/{new}"))]
    return desk.ask(method, lsp.RenameFilesParams(files))


def test_a_folder_of_a_workspace_takes_its_id_along():
    desk = opened(None, ALICE, files=MOVED)
    edit = move_folder(desk, lsp.WORKSPACE_WILL_RENAME_FILES)
    versions = {to_path(one.text_document.uri): one.text_document.version for one in edit.document_changes}
    assert versions == {ALICE: 1, USE: None}
    asked = {one.label: one.needs_confirmation for one in edit.change_annotations.values()}
    assert asked == {"Change developer_id to 'anna'": False, "Change 'alice' to 'anna' in look-ups and pins": True}
    after = applied(desk, edit)
    assert after[ALICE].startswith('WORKSPACE_METADATA = {"developer_id": "anna"}\n')
    assert after[USE].endswith('workspace_id="anna")\n')


@pytest.mark.parametrize("versioned", [True, False])
def test_a_client_that_cannot_ask_moves_the_id_alone(versioned):
    desk = opened(plain(versioned=versioned), ALICE, files=MOVED)
    assert list(applied(desk, move_folder(desk, lsp.WORKSPACE_WILL_RENAME_FILES))) == [ALICE]


def test_other_folders_change_nothing():
    desk = opened(None, ALICE, files=MOVED)
    assert move_folder(desk, lsp.WORKSPACE_WILL_RENAME_FILES, "alice/src", "alice/source") is None
    assert move_folder(desk, lsp.WORKSPACE_WILL_RENAME_FILES, "bob", "anna") is None
    desk.session.documents.change(
        to_uri(ALICE), 2, [lsp.TextDocumentContentChangeWholeDocument("x")], desk.session.encoding
    )
    assert move_folder(desk, lsp.WORKSPACE_WILL_RENAME_FILES) is None


def test_a_folder_that_has_moved_is_read_where_it_is():
    desk = opened(None, USE, files=MOVED)
    text = desk.disk.read(ALICE, 10**6).data
    desk.disk.remove(f"{FOLDERS}/alice")
    desk.disk.write(registry("anna"), text)
    move_folder(desk, lsp.WORKSPACE_DID_RENAME_FILES)
    desk.run()
    [project] = desk.session.projects.values()
    assert set(project.snapshot.view.index.workspaces) == {"anna"}


@pytest.mark.parametrize("operations", [{"willRename": True}, {"willRename": True, "didRename": True}, {}])
def test_operations_on_files_are_offered_as_announced(operations):
    said = initialize_result({"workspace": {"fileOperations": operations}}, load_offers())["capabilities"]["workspace"]
    assert set(said.get("fileOperations", ())) == set(operations)
    filters = [one["filters"] for one in said.get("fileOperations", {}).values()]
    assert all(one["pattern"]["matches"] == "folder" for found in filters for one in found)


@pytest.mark.parametrize("encoding", Encoding)
def test_from_an_open_dag_file_behind_astral_characters(encoding):
    path, text = "/pipelines/x.dag.json", '{"dag": {"nodes": ["🚀", "Package_a"], "edges": []}}\n'
    desk = Desk({**parse_fixture(FILES).files, path: text}, clients.vscode())
    desk.session.encoding = encoding
    desk.run()
    desk.open(path)
    desk.run()
    assert prepare(desk, path).placeholder == "Package"
    assert prepare(desk, path, "_a", skip=2) is None
    after = applied(desk, rename(desk, path=path))
    assert after[path] == text.replace("Package", "Bundle")
    assert after[USE] == f'{IMPORT}\n"🚀"; get_config_class_name("Bundle_training")\n'
    desk.type(path, text[:30], 2)
    assert prepare(desk, path, "Pac") is None, "the name is half typed"


def test_rename_from_a_pin_in_the_settings():
    toml = "/cursus-registry.toml"
    desk = opened(None, toml, files=f'{FILES}#- {toml}\n# ä🚀\npins = {{ Sampling = "alice" }}\n')
    found = prepare(desk, toml, "Sampling")
    assert (found.placeholder, found.range.start, found.range.end) == (
        "Sampling",
        lsp.Position(1, 9),
        lsp.Position(1, 17),
    )
    assert prepare(desk, toml, "alice") is None
    edit = rename(desk, "Pruning", toml, "Sampling")
    assert {to_path(change.text_document.uri) for change in edit.document_changes} == {ALICE, toml}
    neovim = opened(plain(), toml, files=f'{FILES}#- {toml}\npins = {{ Sampling = "alice" }}\n')
    assert "`cursus-registry rename Sampling Pruning --workspace alice --diff`" in refusal(
        lambda: rename(neovim, "Pruning", toml, "Sampling")
    )
