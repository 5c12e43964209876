"""References, lenses, hints and links over stdio, for each kind of editor."""

import pytest
from lsprotocol import types as lsp

from support.clients import knows
from support.editor import ALICE, CORE_PATH, PIPELINE, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOKUP = "from cursus.registry.step_names import get_config_class_name\n"
OWN = "/developer_workspaces/developers/alice/pipelines/hers.py"
EVERYTHING = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))


def columns(editor, path, line, text):
    """Where a text stands in a line of an open document."""
    at = editor.texts[path].split("\n")[line].index(text)
    return lsp.Range(
        editor.position(editor.texts[path], line, at), editor.position(editor.texts[path], line, at + len(text))
    )


async def test_references_p4_and_p1(editor):
    place = await editor.at(PIPELINE, f'{LOOKUP}x = "ä🚀", get_config_class_name("Pack<|>age_training")\n')
    params = lsp.ReferenceParams(context=lsp.ReferenceContext(True), **place)
    found = await editor.client.text_document_references_async(params)
    here = [one for one in found if one.uri.startswith(editor.root.as_uri())]
    assert [one.uri for one in here] == [editor.uri(path) for path in (CORE_PATH, ALICE, PIPELINE)]
    assert here[-1].range == columns(editor, PIPELINE, 1, "Package")
    elsewhere = await editor.at(PIPELINE, 'print("Pack<|>age")\n')
    params = lsp.ReferenceParams(context=lsp.ReferenceContext(True), **elsewhere)
    assert await editor.client.text_document_references_async(params) is None


async def test_code_lens_p1_and_the_client_asks_again(editor):
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    identifier = lsp.TextDocumentIdentifier(editor.uri(ALICE))
    lenses = await editor.client.text_document_code_lens_async(lsp.CodeLensParams(identifier))
    told = [(await editor.client.code_lens_resolve_async(lens)).command for lens in lenses]
    titles = [one.title for one in told]
    assert titles[0] == "no mentions"
    assert titles[-1] == "overrides core"
    assert {one.command for one in told} == {""}, "none of these clients says that it can open places"
    await editor.at(OWN, f'{LOOKUP}get_config_class_name("GraphSampling<|>")\n')
    again = await editor.client.code_lens_resolve_async(lenses[0])
    assert again.command.title == "1 mention"
    if knows(editor.client, "workspace", "code_lens", "refresh_support"):
        before = len(editor.client.refreshed)
        editor.type(OWN, LOOKUP)
        await until(
            lambda: editor.client.refreshed if len(editor.client.refreshed) > before else None,
            lambda: editor.client.refreshed,
        )


async def test_inlay_hint_p4_with_a_tooltip_for_those_that_ask(editor):
    await editor.at(OWN, f'{LOOKUP}x = "ä🚀", get_config_class_name("GraphSampling<|>")\n')
    identifier = lsp.TextDocumentIdentifier(editor.uri(OWN))
    [hint] = await editor.client.text_document_inlay_hint_async(lsp.InlayHintParams(identifier, EVERYTHING))
    assert (hint.label, hint.position) == ("alice", columns(editor, OWN, 1, '"GraphSampling"').end)
    assert bool(hint.data) == knows(editor.client, "text_document", "inlay_hint", "resolve_support")
    if hint.data:
        told = await editor.client.inlay_hint_resolve_async(hint)
        assert told.tooltip == "GraphSampling is the step of workspace alice here. Samples nodes"


async def test_document_link_p2(editor):
    config = "/developer_workspaces/developers/alice/src/cursus_dev/steps/configs/config_graph_sampling_step.py"
    editor.path(config).parent.mkdir(parents=True)
    editor.path(config).write_text('"""🚀"""\n\n\nclass GraphSamplingConfig:\n    pass\n')
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    identifier = lsp.TextDocumentIdentifier(editor.uri(ALICE))
    [link] = await editor.client.text_document_document_link_async(lsp.DocumentLinkParams(identifier))
    assert (link.target, link.range) == (editor.uri(config), columns(editor, ALICE, 1, "GraphSamplingConfig"))
    assert bool(link.tooltip) == knows(editor.client, "text_document", "document_link", "tooltip_support")
