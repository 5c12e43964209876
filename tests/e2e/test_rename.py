"""Renaming over stdio: each editor gets what it can show, or a sentence."""

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from support.clients import knows
from support.editor import ALICE, CORE_PATH, PIPELINE

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = """WORKSPACE_STEPS = {
    "Gra<|>phSampling": {"sagemaker_step_type": "Processing", "description": "Samples nodes"},
}
"""
CALL = 'from cursus.registry.step_names import get_config_class_name\n\n"🚀"; get_config_class_name("Pac<|>kage_training")\n'


async def rename(editor, place, new):
    if not knows(editor.client, "text_document", "rename"):
        assert editor.client.answered.rename_provider is None
        return None
    return await editor.client.text_document_rename_async(lsp.RenameParams(new_name=new, **place))


async def test_the_range_is_the_name_alone(editor):
    place = await editor.at(PIPELINE, CALL)
    offered = editor.client.answered.rename_provider
    if not isinstance(offered, lsp.RenameOptions):
        assert offered in {None, knows(editor.client, "text_document", "rename")}
        return
    found = await editor.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(**place))
    text = editor.texts[PIPELINE]
    assert found.placeholder == "Package"
    assert found.range == lsp.Range(editor.position(text, 2, 28), editor.position(text, 2, 35))


async def test_a_step_of_one_s_own(editor):
    edit = await rename(editor, await editor.at(ALICE, STEPS), "GraphMining")
    if edit is None:
        return
    uri = editor.uri(ALICE)
    if not knows(editor.client, "workspace", "workspace_edit", "document_changes"):
        assert edit.document_changes is None
        [change] = edit.changes[uri]
    else:
        [document] = edit.document_changes
        assert document.text_document == lsp.OptionalVersionedTextDocumentIdentifier(uri, editor.versions[ALICE])
        [change] = document.edits
    assert change.new_text == '"GraphMining"'


async def test_what_should_be_asked_is_asked_or_refused(editor):
    place = await editor.at(PIPELINE, CALL)
    if not knows(editor.client, "workspace", "workspace_edit", "change_annotation_support"):
        if knows(editor.client, "text_document", "rename"):
            with pytest.raises(JsonRpcException, match="should be looked at") as refused:
                await rename(editor, place, "Bundle")
            assert refused.value.code == lsp.LSPErrorCodes.RequestFailed.value
        return
    edit = await rename(editor, place, "Bundle")
    versions = {one.text_document.uri: one.text_document.version for one in edit.document_changes}
    assert versions == {editor.uri(CORE_PATH): None, editor.uri(PIPELINE): 1, editor.uri(ALICE): None}
    asked = {one.label for one in edit.change_annotations.values() if one.needs_confirmation}
    assert asked == {"Rename 'Package' to 'Bundle' in workspace alice", "Rename the classes"}


async def test_a_name_that_is_taken(editor):
    place = await editor.at(ALICE, STEPS)
    if knows(editor.client, "text_document", "rename"):
        with pytest.raises(JsonRpcException, match="workspace 'bob' declares it already"):
            await rename(editor, place, "GraphPruning")
