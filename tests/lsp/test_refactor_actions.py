"""Refactorings over the protocol: to whom, when, as what edit; and the edits that make files or are to be confirmed."""

import time

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from cursus_registry.files.uris import to_uri
from cursus_registry.text import Encoding
from lsp.test_code_action import EVERYTHING, LAZY, actions, applied, capabilities, resolved, titles
from support.checks import CORE, classes, registry
from support.server import Desk, settled

ALICE, BOB = registry("alice"), registry("bob")
STEP = f'"sagemaker_step_type": "Processing", "description": "ä🚀", {classes("GraphSampling")}'
STEPS = f'WORKSPACE_STEPS = {{\n    "GraphSampling": {{{STEP}}},  # ä🚀\n    "Alpha": {{{STEP}}},\n}}\n'
PROJECT = f"{CORE}\n#- {ALICE}\n{STEPS}#- {BOB}\nSTEP_OVERRIDES = {{}}\n"
AUTOMATIC, INVOKED = lsp.CodeActionTriggerKind.Automatic, lsp.CodeActionTriggerKind.Invoked
REFACTOR = [lsp.CodeActionKind.Refactor]
AT_NAME = lsp.Range(lsp.Position(1, 8), lsp.Position(1, 8))
EXTRACT, SORT = "Extract 'GraphSampling' to the core", "Sort the entries of WORKSPACE_STEPS"


def opened(files=PROJECT, client=None, path=ALICE, encoding=Encoding.UTF16):
    desk = Desk(files, client or capabilities())
    desk.session.encoding = encoding
    desk.run()
    desk.open(path)
    desk.run()
    return desk


def able(**known):
    """A client that makes files and asks people."""
    client = capabilities(**known)
    client.workspace.workspace_edit.resource_operations = [lsp.ResourceOperationKind.Create]
    client.workspace.workspace_edit.change_annotation_support = lsp.ChangeAnnotationsSupportOptions()
    return client


def chosen(desk, title, **asked):
    """The action of a title, with its edit."""
    [action] = [one for one in actions(desk, only=REFACTOR, **{"span": AT_NAME, **asked}) if one.title == title]
    return action if action.edit else resolved(desk, action)


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (["refactor"], {"refactor.extract", "refactor.rewrite"}),
        (["refactor.extract"], {"refactor.extract"}),
        (["refactor.rewrite"], {"refactor.rewrite"}),
        (["refactor.move"], set()),
        (["refactor.inline"], set()),
        (["source.organizeImports"], set()),
        (["source.sortMembers"], set()),
        (["notebook"], set()),
    ],
)
def test_only_the_kinds_that_are_asked_for(only, kinds):
    assert {one.kind for one in actions(opened(), span=AT_NAME, only=only)} == kinds


def test_nobody_who_types_is_offered_any():
    desk = opened()
    assert actions(desk, span=AT_NAME, trigger_kind=AUTOMATIC) == []
    assert titles(actions(desk, span=AT_NAME, trigger_kind=INVOKED)) == [EXTRACT, SORT]
    assert titles(actions(desk, span=AT_NAME, trigger_kind=AUTOMATIC, only=REFACTOR)) == [EXTRACT, SORT]


def test_the_place_counts():
    desk = opened()
    inside = lsp.Range(lsp.Position(0, 18), lsp.Position(2, 4))
    assert titles(actions(desk, span=inside, only=REFACTOR)) == [SORT]
    assert actions(desk, span=EVERYTHING, only=REFACTOR) == []


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("known", [{}, LAZY], ids=["at once", "when asked"])
def test_the_edit_comes_when_the_client_wants_it(known, encoding):
    desk = opened(client=capabilities(**known), encoding=encoding)
    assert all(bool(one.edit) == (not known) for one in actions(desk, span=AT_NAME, only=REFACTOR))
    lines = STEPS.split("\n")
    after = "\n".join([lines[0], lines[2], lines[1], *lines[3:]])
    edit = chosen(desk, SORT).edit
    assert [one.text_document.version for one in edit.document_changes] == [1]
    assert applied(desk, edit) == {ALICE: after}


def test_another_text_is_refused():
    desk = opened(client=capabilities(**LAZY))
    action = actions(desk, span=AT_NAME, only=REFACTOR)[1]
    desk.type(ALICE, f"{STEPS}\n", 2)
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, action)
    assert chosen(desk, SORT).edit


@pytest.mark.parametrize("data", [{}, {"start": 0}, {"start": "x", "end": []}, {"start": 5, "end": 1}])
def test_data_of_nobody_is_refused(data):
    desk = opened(client=capabilities(**LAZY))
    action = lsp.CodeAction("x", data={"uri": to_uri(ALICE), "version": 1, "refactoring": SORT, **data})
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, action)


def test_what_cannot_be_made_says_why():
    home = "/developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graph_sampling_step.py"
    files = f"{PROJECT}#- {home}\nclass GraphSamplingStepBuilder: ...\n"
    with pytest.raises(JsonRpcException, match="stands in workspace 'alice' only") as failure:
        chosen(opened(files, capabilities(**LAZY)), EXTRACT)
    assert failure.value.code == lsp.LSPErrorCodes.RequestFailed
    eager = actions(opened(files, capabilities(disabled_support=True)), span=AT_NAME, only=REFACTOR)
    assert [bool(one.disabled) for one in eager] == [True, False]
    assert "stands in workspace 'alice' only" in eager[0].disabled.reason
    assert titles(actions(opened(files), span=AT_NAME, only=REFACTOR)) == [SORT]


def test_the_core_is_changed_only_after_a_question():
    desk = opened(client=able())
    edit = chosen(desk, EXTRACT).edit
    [label] = edit.change_annotations
    assert edit.change_annotations[label].needs_confirmation
    assert {change.annotation_id for one in edit.document_changes for change in one.edits} == {label}
    plain = chosen(opened(), EXTRACT).edit
    assert plain.change_annotations is None
    assert applied(desk, edit) == applied(desk, plain)


def test_a_client_that_changes_one_file_at_a_time_is_told():
    assert EXTRACT not in titles(actions(opened(client=capabilities(versioned=None)), span=AT_NAME, only=REFACTOR))
    told = opened(client=capabilities(versioned=None, disabled_support=True))
    assert "several files" in actions(told, span=AT_NAME, only=REFACTOR)[0].disabled.reason


COLLISION = f"{CORE}\n#- {ALICE}\n{STEPS}#- {BOB}\n{STEPS}"
PIN = "Pin 'GraphSampling' to alice in the settings"


@pytest.mark.parametrize("known", [{}, LAZY], ids=["at once", "when asked"])
def test_a_pin_makes_the_settings(known):
    desk = opened(COLLISION, able(**known))
    [action] = [one for one in actions(desk, span=AT_NAME) if one.title == PIN]
    made, filled = (action if action.edit else resolved(desk, action)).edit.document_changes
    assert (made.kind, made.uri) == ("create", to_uri("/cursus-registry.toml"))
    assert filled.text_document == lsp.OptionalVersionedTextDocumentIdentifier(made.uri, None)
    assert [one.new_text for one in filled.edits] == ['[pins]\nGraphSampling = "alice"\n']


def test_a_pin_goes_into_the_open_settings():
    desk = opened(f"{COLLISION}#- /cursus-registry.toml\n\n", able())
    desk.open("/cursus-registry.toml", "# mine\n", 7)
    desk.run()
    [action] = [one for one in actions(desk, span=AT_NAME) if one.title == PIN]
    [change] = action.edit.document_changes
    assert change.text_document.version == 7
    assert applied(desk, action.edit) == {"/cursus-registry.toml": '# mine\n\n[pins]\nGraphSampling = "alice"\n'}


@pytest.mark.parametrize("known", [{}, LAZY], ids=["at once", "when asked"])
def test_no_pin_where_it_cannot_be_made(known):
    """The client makes no files, or the settings have a mistake."""
    desk = opened(COLLISION, capabilities(**known))
    found = [one for one in actions(desk, span=AT_NAME) if one.title == PIN]
    assert len(found) == bool(known)
    for one in found:
        with pytest.raises(JsonRpcException, match="new file"):
            resolved(desk, one)
    desk = opened(f"{COLLISION}#- /cursus-registry.toml\nx = 1\n", able(disabled_support=True, **known))
    [action] = [one for one in actions(desk, span=AT_NAME) if one.title == PIN]
    if known:
        with pytest.raises(JsonRpcException, match="mistake"):
            resolved(desk, action)
    else:
        assert "mistake" in action.disabled.reason


def test_a_rename_in_several_files_holds_their_versions():
    uses = "/developer_workspaces/developers/alice/a.dag.json"
    files = f'{COLLISION}#- {uses}\n{{"a": "🚀", "dag": {{"nodes": ["GraphSampling_x"], "edges": []}}}}\n'
    desk = opened(files, able(**LAZY))
    desk.open(uses, version=4)
    desk.run()
    title = "Rename to 'AliceGraphSampling' in workspace alice"
    [action] = [one for one in actions(desk, span=AT_NAME) if one.title == title]
    edit = resolved(desk, action).edit
    assert [(one.text_document.uri, one.text_document.version) for one in edit.document_changes] == [
        (to_uri(ALICE), 1),
        (to_uri(uses), 4),
    ]
    assert '["AliceGraphSampling_x"]' in applied(desk, edit)[uses]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/app/plain.py", "def f():\n    return {'a': 1}\n" * 500),
        ("/app/data.json", '{"a": ["b"]}\n'),
        ("/notes.md", "x\n"),
    ],
)
def test_other_files_are_left_alone_at_once(path, text):
    desk = opened(f"{PROJECT}#- {path}\n{text}", path=path)
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(to_uri(path)), AT_NAME, lsp.CodeActionContext([]))
    times = []
    for _ in range(7):
        start = time.perf_counter()
        assert settled(desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params)) is None
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005


def test_what_mends_a_finding_is_offered_once():
    path = "/pipelines/fraud.dag.json"
    text = '{"dag": {"nodes": ["Package"], "edges": [["Package", "XGBoostTraining"]]}}'
    desk = opened(f"{CORE}\n#- {path}\n{text}\n", path=path)
    at = text.index("XGBoostTraining") + 2
    span, title = lsp.Range(lsp.Position(0, at), lsp.Position(0, at)), "Add the node 'XGBoostTraining'"
    found = [one for one in actions(desk, path, span) if one.title == title]
    assert [one.kind for one in found] == [lsp.CodeActionKind.QuickFix]
    found = [one for one in actions(desk, path, span, only=REFACTOR) if one.title == title]
    assert [one.kind for one in found] == [lsp.CodeActionKind.RefactorRewrite]
