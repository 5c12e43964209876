"""The server over stdio, as several editors see it: each gets what it can show, where it counts it."""

import pytest
from lsprotocol import types as lsp

from support.checks import CORE, classes
from support.clients import knows
from support.editor import ALICE, BOB, Editor, write_fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")
# Diagnostics


async def test_the_encoding_is_the_first_that_the_client_offers(client, request):
    expected = {"vscode": "utf-16", "neovim": "utf-8", "emacs": "utf-32", "nothing": "utf-16"}
    assert Editor(client, client.root).encoding == expected[request.node.callspec.params["client"]]


async def test_the_first_folder_is_read(client):
    editor = Editor(client, client.root)
    editor.open(
        ALICE,
        f"WORKSPACE_STEPS = {{\n    'GraphPruning': {{'sagemaker_step_type': 'Processing', 'description': 'd', {classes('GraphPruning')}}},\n}}\n",
    )
    await editor.diagnostics(ALICE, "CUR204")
    editor.close_all()


async def test_opened_typed_and_mended(editor):
    text = f"""
        {CORE}
        #- {BOB}
        WORKSPACE_STEPS = {{
            "Graph🚀": {{"description": "ä🚀", "sagemaker_step_type": "Trainin", {classes("Graphs")}}},
        #   ^^^^^^^^ error[CUR505]
        #                                                          ^^^^^^^^^ error[CUR105]
        }}
    """.replace("\n        ", "\n")
    fixture = write_fixture(editor.root, text)
    [*notes] = fixture.expected
    editor.open(BOB)
    found = await editor.diagnostics(BOB, *(note.text.partition("[")[2][:-1] for note in notes))
    assert [one.range for one in found] == [editor.range_of(note, editor.texts[BOB]) for note in notes]
    assert [one.severity for one in found] == [lsp.DiagnosticSeverity.Error] * 2

    mended = editor.texts[BOB].replace("Trainin", "Training").replace("Graph🚀", "Graphs")
    editor.type(BOB, mended)
    await editor.diagnostics(BOB)
    editor.type(BOB, mended.replace("Training", "Trainin"))
    await editor.diagnostics(BOB, "CUR105")


async def test_what_the_client_cannot_show_is_left_out(editor):
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    text = editor.texts[ALICE].replace('"Packs hers"', '"Packs hers", "description": "Packs"')
    editor.type(ALICE, text)
    found = await editor.diagnostics(ALICE, "CUR201", "CUR201")
    publish = ("text_document", "publish_diagnostics")
    _, later = found
    assert bool(later.related_information) == knows(editor.client, *publish, "related_information")
    assert bool(later.code_description) == knows(editor.client, *publish, "code_description_support")
    assert any(one.tags for one in found) == knows(editor.client, *publish, "tag_support")
    assert later.source == "cursus-registry"


async def test_the_changed_file_comes_first_and_its_sibling_right_after(editor):
    editor.add_folder()
    editor.open(BOB)
    await editor.diagnostics(BOB)
    editor.mark()
    editor.type(BOB, editor.texts[BOB].replace("GraphPruning", "GraphSampling"))
    await editor.diagnostics(ALICE, "CUR204")
    came = [(one.uri, one.version, [found.code for found in one.diagnostics]) for one in editor.published()]
    assert came == [(editor.uri(BOB), 2, ["CUR204"]), (editor.uri(ALICE), None, ["CUR204"])]

    editor.mark()
    editor.type(BOB, editor.texts[BOB].replace("GraphSampling", "GraphPruning"))
    await editor.diagnostics(ALICE)
    assert [(one.uri, one.version) for one in editor.published()] == [(editor.uri(BOB), 3), (editor.uri(ALICE), None)]


async def test_versions_never_go_back(editor):
    editor.open(BOB)
    good = editor.texts[BOB]
    for number in range(20):
        editor.type(BOB, good.replace("Processing", "Processin" if number % 2 else "Training"))
    await editor.diagnostics(BOB, "CUR105")
    versions = [one.version for one in editor.published() if one.uri == editor.uri(BOB)]
    assert versions == sorted(versions)
    assert versions[-1] == editor.versions[BOB] == 21


async def test_a_deleted_file_gets_an_empty_list(editor):
    editor.path(BOB).write_text(editor.path(ALICE).read_text())
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204", "CUR401", "CUR402")
    await editor.diagnostics(ALICE, "CUR204", "CUR402")
    editor.mark()
    editor.path(BOB).unlink()
    editor.touched(BOB, lsp.FileChangeType.Deleted)
    await editor.diagnostics(BOB)
    await editor.diagnostics(ALICE)


async def test_a_deleted_folder_takes_its_findings_along(editor):
    editor.path(BOB).write_text(editor.path(ALICE).read_text())
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204", "CUR401", "CUR402")
    editor.path(BOB).unlink()
    editor.touched("/developer_workspaces/developers/bob", lsp.FileChangeType.Deleted)
    await editor.diagnostics(BOB)
    await editor.diagnostics(ALICE)


async def test_a_new_file_is_read(editor):
    editor.add_folder()
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    carol = BOB.replace("bob", "carol")
    editor.path(carol).parent.mkdir(parents=True)
    editor.path(carol).write_text(editor.path(ALICE).read_text().replace('"alice"', '"carol"'))
    editor.touched(carol, lsp.FileChangeType.Created)
    await editor.diagnostics(carol, "CUR204")
    await editor.diagnostics(ALICE, "CUR204")


async def test_a_closed_buffer_gives_way_to_the_disk(editor):
    editor.open(BOB)
    editor.type(BOB, editor.texts[BOB].replace("Processing", "Processin"))
    await editor.diagnostics(BOB, "CUR105")
    editor.close(BOB)
    await editor.diagnostics(BOB)


async def test_a_buffer_counts_before_the_disk(editor):
    editor.open(ALICE)  # while something of it is open the project is looked at
    editor.open(BOB)
    await editor.diagnostics(BOB)
    editor.path(BOB).write_text("WORKSPACE_STEPS = {\n")
    editor.touched(BOB)
    editor.type(BOB, editor.texts[BOB].replace("Processing", "Processin"))
    await editor.diagnostics(BOB, "CUR105")
    editor.close(BOB)
    await editor.diagnostics(BOB, "CUR001")
    editor.close(ALICE)
    await editor.diagnostics(BOB)


# Texts


async def test_ranges_are_edited(editor):
    editor.open(BOB)
    await editor.diagnostics(BOB)
    lines = editor.texts[BOB].split("\n")
    lines[1:1] = ['    "Ä🚀": {"description": "ä🚀", "sagemaker_step_type": "Training"},']
    grown = "\n".join(lines)
    start = lsp.Position(1, 0)
    editor.edit(BOB, lsp.Range(start, start), f"{lines[1]}\n", grown)
    await editor.diagnostics(BOB, "CUR505")

    at = lines[1].index("Training")
    span = lsp.Range(editor.position(grown, 1, at), editor.position(grown, 1, at + 8))
    editor.edit(BOB, span, "Trainin", grown.replace("Training", "Trainin", 1))
    _, found = sorted(await editor.diagnostics(BOB, "CUR105", "CUR505"), key=lambda one: one.code, reverse=True)
    assert found.range.start == editor.position(editor.texts[BOB], 1, at - 1)
    assert found.range.end == editor.position(editor.texts[BOB], 1, at + 8)


async def test_an_edit_beyond_the_end_of_a_line_lands_at_its_end(editor):
    editor.open(BOB, "WORKSPACE_STEPS = {\n}")
    await editor.diagnostics(BOB)
    entry = '\n    "New": {"sagemaker_step_type": "Trainin", "description": "d", ' + classes("New") + "},"
    editor.edit(BOB, lsp.Range(lsp.Position(0, 999), lsp.Position(0, 999)), entry, f"WORKSPACE_STEPS = {{{entry}\n}}")
    [found] = await editor.diagnostics(BOB, "CUR105")
    assert found.range.start.line == 1
    editor.edit(BOB, lsp.Range(lsp.Position(2, 5), lsp.Position(9, 9)), "\n", f"{editor.texts[BOB]}\n")
    await editor.diagnostics(BOB, "CUR105")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
async def test_other_line_ends(editor, end):
    text = editor.path(BOB).read_text().replace("Processing", "Processin").replace("\n", end)
    editor.open(BOB, text)
    [found] = await editor.diagnostics(BOB, "CUR105")
    line = text.split(end)[1]
    at = line.index('"Processin"')
    assert found.range == lsp.Range(lsp.Position(1, at), lsp.Position(1, at + 11))
    editor.edit(
        BOB,
        lsp.Range(lsp.Position(1, at + 10), lsp.Position(1, at + 10)),
        "g",
        text.replace("Processin", "Processing"),
    )
    await editor.diagnostics(BOB)
