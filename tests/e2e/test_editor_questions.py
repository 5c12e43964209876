"""Questions to the server over stdio, from several editors: each is answered as far as it can show the answer."""

import pytest
from lsprotocol import types as lsp

from support.checks import CORE
from support.clients import knows
from support.editor import ALICE, CORE_PATH, PIPELINE
from support.fixture import CURSOR

pytestmark = pytest.mark.asyncio(loop_scope="module")


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
