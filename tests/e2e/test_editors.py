"""The server over stdio, as several editors see it: each gets what it can show, where it counts it."""

import pytest
from lsprotocol import types as lsp

from support.checks import CORE, classes
from support.clients import knows
from support.editor import ALICE, BOB, CORE_PATH, PIPELINE, Editor, write_fixture
from support.fixture import CURSOR

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


# Questions


LOOKUP = "from cursus.registry.step_names import get_config_class_name\n"
DAG_CALL = 'from cursus.api.dag import PipelineDAG\nx = "ä🚀", PipelineDAG().add_node("Pack<|>age")\n'
STEPS = 'WORKSPACE_STEPS = {{\n    "New": {{"description": "ä🚀", {0}}},\n}}\n'
PLACES = [
    pytest.param(ALICE, 'STEP_OVERRIDES = {\n    "Pack<|>age": {"description": "d"},\n}\n', "Package", id="P1"),
    pytest.param(ALICE, STEPS.format('"sagemaker_<|>step_type": "Training"'), "sagemaker_step_type", id="P2"),
    pytest.param(ALICE, 'WORKSPACE_METADATA = {"version": "1", "developer<|>_id": "alice"}\n', "developer_id", id="P3"),
    pytest.param(PIPELINE, f'{LOOKUP}x = "ä🚀", get_config_class_name("Pack<|>age")\n', "Package", id="P4"),
    pytest.param(PIPELINE, DAG_CALL, "Package", id="P5"),
    pytest.param("/x.dag.json", '{"ä🚀": 1, "dag": {"nodes": ["Pack<|>age"]}}\n', "Package", id="P6"),
    pytest.param("/config.json", '{"ä🚀": 1, "metadata": {"config_types": {"Pack<|>age": "x"}}}\n', "Package", id="P7"),
]


@pytest.mark.parametrize(("path", "text", "word"), PLACES)
async def test_hover(editor, path, text, word):
    found = await editor.client.text_document_hover_async(lsp.HoverParams(**await editor.at(path, text)))
    markdown = knows(editor.client, "text_document", "hover", "content_format")
    assert found.contents.kind == (lsp.MarkupKind.Markdown if markdown else lsp.MarkupKind.PlainText)
    assert word in found.contents.value.replace("\\", "")
    line = editor.texts[path].split("\n")[found.range.start.line]
    at = line.index(word)
    quotes = 1 if path == ALICE else 0
    assert found.range.start == editor.position(editor.texts[path], found.range.start.line, at - quotes)
    assert found.range.end == editor.position(editor.texts[path], found.range.end.line, at + len(word) + quotes)


@pytest.mark.parametrize(
    ("path", "text", "label", "line"),
    [
        (ALICE, 'STEP_OVERRIDES = {\n    "Pa<|>\n}\n', "Package", None),
        (
            ALICE,
            'WORKSPACE_STEPS = {\n    "New": {"description": "ä🚀", "sagemaker_step_type": "Tr<|>\n}\n',
            "Training",
            '    "New": {"description": "ä🚀", "sagemaker_step_type": "Training"',
        ),
        (
            ALICE,
            'WORKSPACE_STEPS = {\n    "New": {"description": "ä🚀", "sagemaker<|>"}\n}\n',
            "sagemaker_step_type",
            '    "New": {"description": "ä🚀", "sagemaker_step_type": }',
        ),
        (
            ALICE,
            'WORKSPACE_METADATA = {\n    "developer_id": "<|>\n}\n',
            "alice",
            '    "developer_id": "alice"',
        ),
        (
            PIPELINE,
            f'{LOOKUP}x = "ä🚀", get_config_class_name("XGB<|>\n',
            "XGBoostTraining",
            'x = "ä🚀", get_config_class_name("XGBoostTraining"',
        ),
        (
            PIPELINE,
            f"{LOOKUP}x = 'ä🚀', get_config_class_name('XGB<|>Model')\n",
            "XGBoostTraining",
            "x = 'ä🚀', get_config_class_name('XGBoostTraining')",
        ),
        (
            "/x.dag.json",
            '{"ä🚀": 1, "dag": {"nodes": ["XGB<|>\n',
            "XGBoostTraining",
            '{"ä🚀": 1, "dag": {"nodes": ["XGBoostTraining"',
        ),
    ],
)
async def test_completion_in_half_typed_text(editor, path, text, label, line):
    place = await editor.at(path, text)
    found = await editor.client.text_document_completion_async(lsp.CompletionParams(**place))
    [item] = [item for item in found.items if item.label == label]
    after = editor.accept(path, item).split("\n")[place["position"].line]
    snippets = knows(editor.client, "text_document", "completion", "completion_item", "snippet_support")
    if line is None:  # a whole entry where the editor knows snippets
        assert after.startswith('    "Package": {' if snippets else '    "Package"')
    else:
        assert after == line
    assert snippets or item.insert_text_format is not lsp.InsertTextFormat.Snippet


async def test_a_chosen_step_is_documented(editor):
    place = await editor.at(PIPELINE, f'{LOOKUP}get_config_class_name("<|>")\n')
    found = await editor.client.text_document_completion_async(lsp.CompletionParams(**place))
    [item] = [item for item in found.items if item.label == "Package"]
    resolved = await editor.client.completion_item_resolve_async(item)
    markdown = knows(editor.client, "text_document", "completion", "completion_item", "documentation_format")
    if markdown:
        assert resolved.documentation.kind is lsp.MarkupKind.Markdown
        assert "| config\\_class | PackageConfig | core |" in resolved.documentation.value
    else:
        assert "config_class: PackageConfig — core" in resolved.documentation
    assert bool(item.label_details) == knows(
        editor.client, "text_document", "completion", "completion_item", "label_details_support"
    )


async def test_a_chosen_class_is_documented(editor):
    editor.path(BUILDER).parent.mkdir(parents=True)
    editor.path(BUILDER).write_text(
        'class NewStepBuilder:\n    """Builds ä🚀."""\n\n    def __init__(self, config):\n        pass\n'
    )
    place = await editor.at(ALICE, STEPS.format('"builder_step_name": "<|>"'))
    found = await editor.client.text_document_completion_async(lsp.CompletionParams(**place))
    resolved = await editor.client.completion_item_resolve_async(found.items[0])
    documentation = resolved.documentation
    text = documentation if isinstance(documentation, str) else documentation.value
    assert "class NewStepBuilder(config)" in text
    assert "Builds ä🚀." in text


@pytest.mark.parametrize(
    "data", [None, 1, {}, {"uri": 1}, {"uri": "x:y", "step": "Package"}, {"uri": "file:///", "class": 1}]
)
async def test_an_item_that_is_not_ours_comes_back_as_it_is(client, data):
    item = lsp.CompletionItem("Package", data=data)
    resolved = await client.completion_item_resolve_async(item)
    assert (resolved.label, resolved.documentation) == ("Package", None)


async def test_interface_files(editor):
    path = "/src/cursus/steps/interfaces/graph.step.yaml"
    text = "step_type: Graph\nregistry:\n  description: ä🚀\n  sagemaker_step_type: Tr<|>\n"
    place = await editor.at(path, text)
    found = await editor.client.text_document_completion_async(lsp.CompletionParams(**place))
    [item] = [item for item in found.items if item.label == "Training"]
    assert editor.accept(path, item).split("\n")[3] == "  sagemaker_step_type: Training"
    place = await editor.at(path, text.replace("<|>", "aining").replace("Graph", "Gra<|>ph"))
    hovered = await editor.client.text_document_hover_async(lsp.HoverParams(**place))
    assert "core step" in hovered.contents.value
    [target] = await editor.client.text_document_definition_async(lsp.DefinitionParams(**place))
    uri = target.target_uri if isinstance(target, lsp.LocationLink) else target.uri
    assert uri == editor.uri(path)


async def test_definition(editor):
    place = await editor.at(PIPELINE, f'{LOOKUP}x = "ä🚀", get_config_class_name("Pack<|>age_training")\n')
    [found] = await editor.client.text_document_definition_async(lsp.DefinitionParams(**place))
    line = next(at for at, line in enumerate(CORE.split("\n")[2:]) if '"Package": {' in line)
    name = lsp.Range(lsp.Position(line, 4), lsp.Position(line, 13))
    if knows(editor.client, "text_document", "definition", "link_support"):
        at = editor.texts[PIPELINE].split("\n")[1].index("Package")
        origin = [editor.position(editor.texts[PIPELINE], 1, at + more) for more in (0, 7)]
        assert isinstance(found, lsp.LocationLink)
        assert (found.target_uri, found.target_selection_range) == (editor.uri(CORE_PATH), name)
        assert found.origin_selection_range == lsp.Range(*origin)
    else:
        assert found == lsp.Location(editor.uri(CORE_PATH), name)


CONFIG = "/src/cursus/steps/configs/config_package_step.py"
SCRIPT = "/src/cursus/steps/scripts/package.py"
BUILDER = "/developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_new_step.py"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param('STEP_OVERRIDES = {\n    "Pack<|>age": {"description": "d"},\n}\n', CORE_PATH, id="P1 override"),
        pytest.param(STEPS.format('"framework": "dgl"').replace("New", "N<|>ew"), ALICE, id="P1"),
        pytest.param(STEPS.format('"builder_step_name": "New<|>StepBuilder"'), BUILDER, id="P2 class"),
        pytest.param(STEPS.format('"framework<|>": "dgl"'), None, id="P2 field"),
        pytest.param('WORKSPACE_METADATA = {"developer_id": "ali<|>ce"}\n', None, id="P3"),
    ],
)
async def test_definition_in_a_registry(editor, text, target):
    editor.path(BUILDER).parent.mkdir(parents=True)
    editor.path(BUILDER).write_text('"""ä🚀"""\n\n\nclass NewStepBuilder:\n    pass\n')
    found = await editor.client.text_document_definition_async(lsp.DefinitionParams(**await editor.at(ALICE, text)))
    if target is None:
        assert found is None
        return
    [one] = found
    place = (one.target_uri, one.target_selection_range) if isinstance(one, lsp.LocationLink) else (one.uri, one.range)
    line, start, end = {CORE_PATH: (8, 4, 13), ALICE: (1, 4, 9), BUILDER: (3, 6, 20)}[target]
    assert place == (editor.uri(target), lsp.Range(lsp.Position(line, start), lsp.Position(line, end)))


@pytest.mark.parametrize(
    ("capability", "target"),
    [
        ("declaration", (CORE_PATH, lsp.Range(lsp.Position(8, 4), lsp.Position(8, 13)))),
        ("type_definition", (CONFIG, lsp.Range(lsp.Position(1, 6), lsp.Position(1, 19)))),
        ("implementation", (SCRIPT, lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)))),
    ],
)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ALICE, 'STEP_OVERRIDES = {\n    "Pack<|>age": {"description": "d"},\n}\n'),
        (PIPELINE, f'{LOOKUP}x = "ä🚀", get_config_class_name("Pack<|>age_training")\n'),
    ],
)
async def test_the_other_ways_from_a_step(editor, capability, target, path, text):
    for file, content in ((CONFIG, "\nclass PackageConfig:\n    pass\n"), (SCRIPT, "print('ä🚀')\n")):
        editor.path(file).parent.mkdir(parents=True, exist_ok=True)
        editor.path(file).write_text(content)
    ask = getattr(editor.client, f"text_document_{capability}_async")
    params = getattr(lsp, f"{capability.title().replace('_', '')}Params")
    [found] = await ask(params(**await editor.at(path, text)))
    links = knows(editor.client, "text_document", capability, "link_support")
    assert isinstance(found, lsp.LocationLink) == links
    place = (found.target_uri, found.target_selection_range) if links else (found.uri, found.range)
    assert place == (editor.uri(target[0]), target[1])


async def test_highlights(editor):
    text = STEPS.format('"framework": "dgl"').replace("New", "N<|>ew")
    place = await editor.at(ALICE, text)
    found = await editor.client.text_document_document_highlight_async(lsp.DocumentHighlightParams(**place))
    line = editor.texts[ALICE].split("\n")[1]
    spans = [(line.index(word), line.index(word) + len(word)) for word in ('"New"', '"description"', '"framework"')]
    assert [one.range for one in found] == [
        lsp.Range(editor.position(editor.texts[ALICE], 1, start), editor.position(editor.texts[ALICE], 1, end))
        for start, end in spans
    ]
    kinds = lsp.DocumentHighlightKind
    assert [one.kind for one in found] == [kinds.Write, kinds.Text, kinds.Text]


async def test_document_symbol_p1_p2_p3(editor):
    editor.open(ALICE)
    params = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(editor.uri(ALICE)))
    found = await editor.client.text_document_document_symbol_async(params)
    if knows(editor.client, "text_document", "document_symbol", "hierarchical_document_symbol_support"):
        steps, overrides, _ = found
        assert [symbol.name for symbol in found] == ["WORKSPACE_STEPS", "STEP_OVERRIDES", "WORKSPACE_METADATA"]
        assert [symbol.name for symbol in steps.children] == ["GraphSampling"]
        assert [symbol.name for symbol in overrides.children[0].children] == ["description"]
        assert steps.children[0].selection_range == lsp.Range(lsp.Position(1, 4), lsp.Position(1, 19))
    else:
        assert [(symbol.name, symbol.container_name) for symbol in found][:3] == [
            ("WORKSPACE_STEPS", None),
            ("GraphSampling", "WORKSPACE_STEPS"),
            ("sagemaker_step_type", "GraphSampling"),
        ]
        assert {symbol.location.uri for symbol in found} == {editor.uri(ALICE)}


async def answers(client, place):
    """What every question about a place is answered with."""
    return [
        await client.text_document_hover_async(lsp.HoverParams(**place)),
        await client.text_document_completion_async(lsp.CompletionParams(**place)),
        await client.text_document_definition_async(lsp.DefinitionParams(**place)),
        await client.text_document_declaration_async(lsp.DeclarationParams(**place)),
        await client.text_document_type_definition_async(lsp.TypeDefinitionParams(**place)),
        await client.text_document_implementation_async(lsp.ImplementationParams(**place)),
        await client.text_document_document_highlight_async(lsp.DocumentHighlightParams(**place)),
        await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(place["text_document"])),
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/notes.py", 'STEP_OVERRIDES = {"Pack<|>age": "Package"}\n'),
        ("/notes.py", 'names = ["XG<|>\n'),
        (PIPELINE, f'{LOOKUP}print("Pack<|>age")\n'),
        (PIPELINE, f"{LOOKUP}Pack<|>age = 1\n"),
        ("/pipelines/fraud.yaml", 'step: "Pack<|>age"\n'),
        ("/README.md", "Pack<|>age\n"),
    ],
)
async def test_null_off_our_ground(editor, path, text):
    editor.add_folder()
    assert await answers(editor.client, await editor.at(path, text)) == [None] * 8
    pushed = [one for one in editor.published() if one.uri == editor.uri(path)]
    if editor.client.answered.diagnostic_provider:  # who asks is answered
        assert pushed
        assert not any(one.diagnostics for one in pushed)
    else:
        assert bool(pushed) == path.endswith(".py"), "a file that is not ours gets no list, not even an empty one"


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "git:/x/step_names.py?ref", "vscode-notebook-cell:/a.ipynb#1"])
async def test_null_for_what_is_no_file(client, uri):
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "python", 1, 'STEP_NAMES = {"A": {}}\n'))
    )
    place = {"text_document": lsp.TextDocumentIdentifier(uri), "position": lsp.Position(0, 15)}
    assert await answers(client, place) == [None] * 8
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(place["text_document"]))
    assert not [one for one in client.published if one.uri == uri]


async def test_an_answer_never_comes_from_an_older_text(editor):
    place = await editor.at(PIPELINE, f'{LOOKUP}get_config_class_name("{CURSOR}")\n')
    for word in ("Package", "XGBoostTraining") * 5:
        editor.type(PIPELINE, f'{LOOKUP}get_config_class_name("{word}")\n')
        found = await editor.client.text_document_hover_async(lsp.HoverParams(**place))
        assert word in found.contents.value
