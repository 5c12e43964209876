"""Fixes are tried between messages: others go first, one that is taken back ends, and none is of an older text."""

import asyncio

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.code_actions import fixing_all, quick_fixes, trying_fix
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.messages import Request
from cursus_registry.lsp.outgoing import Connection
from cursus_registry.lsp.protocol import Phase
from cursus_registry.project.fixing import fix_project
from cursus_registry.project.renaming import renamed
from cursus_registry.turns import at_once
from lsp.test_code_action import EVERYTHING, LAZY, capabilities, titles
from support.checks import classes, open_fixture
from support.server import Desk

CORE_FILE = "/src/cursus/registry/step_names.py"
USES = 20
CORE = f"""
#- {CORE_FILE}
STEP_NAMES = {{
    "make_package": {{"description": "d", "sagemaker_step_type": "Processing", {classes("make_package")}}},
}}
"""
PIPELINES = "".join(
    f"#- /pipelines/p{number}.py\nfrom cursus.registry.step_names import get_step_description\n"
    'get_step_description("make_package")\n'
    for number in range(USES)
)
RENAME = "Rename to 'MakePackage' wherever it is used"
ALL = "Fix everything in this file that can be fixed safely"
SAFE = f"#- {CORE_FILE}\nSTEP_NAMES = {{}}  # noqa: CUR105\n"
QUICK = [lsp.CodeActionKind.QuickFix]


@pytest.fixture(autouse=True)
def _every_step_is_a_turn(monkeypatch):
    monkeypatch.setattr("cursus_registry.lsp.pauses.SLICE_SECONDS", 0.0)


def opened(known, files=CORE + PIPELINES):
    desk = Desk(files, capabilities(**known))
    desk.run()
    desk.open(CORE_FILE)
    desk.run()
    return desk


def listed(desk, only=QUICK):
    context = lsp.CodeActionContext([], only=only)
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(to_uri(CORE_FILE)), EVERYTHING, context)
    return desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params)


def chosen(desk, title=RENAME):
    """The request for the edit of an action."""
    [action] = [one for one in listed(desk, None) if one.title == title]
    return desk.ask(lsp.CODE_ACTION_RESOLVE, action)


async def turns_of(request):
    """How often everything else had its turn before the answer came."""
    task, turns = asyncio.ensure_future(request), 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    return turns, task.result()


@pytest.mark.parametrize("which", ["listed for a client that does not ask again", "chosen"])
def test_everybody_else_has_turns_while_a_fix_is_tried(which):
    desk = opened(LAZY if which == "chosen" else {})
    turns, answer = asyncio.run(turns_of(chosen(desk) if which == "chosen" else listed(desk)))
    action = answer if which == "chosen" else next(one for one in answer if one.title == RENAME)
    assert len(action.edit.document_changes) == USES + 1
    assert turns > 2 * USES, "each file is read, and judged"


def test_what_is_listed_for_a_client_that_asks_again_is_there_at_once():
    assert RENAME in titles(listed(opened(LAZY)))


@pytest.mark.parametrize("known", [{}, LAZY], ids=["listed", "chosen"])
def test_everybody_else_has_turns_while_everything_is_fixed(known):
    desk = opened(known, SAFE + PIPELINES)
    turns, _ = asyncio.run(turns_of(chosen(desk, ALL) if known else listed(desk, [lsp.CodeActionKind.SourceFixAll])))
    assert turns > USES


@pytest.mark.parametrize("known", [{}, LAZY], ids=["listed", "chosen"])
def test_a_renaming_is_worked_out_once(known, monkeypatch):
    made = []

    def counted(snapshot, row, new_name):
        made.append(new_name)
        return renamed(snapshot, row, new_name)

    desk = opened(known)
    monkeypatch.setattr("cursus_registry.project.fixing.renamed", counted)
    answer = asyncio.run(chosen(desk) if known else listed(desk))
    assert RENAME in titles([answer] if known else answer)
    assert made == ["MakePackage"]


@pytest.mark.parametrize("event", ["typed", "closed", "opened again"])
@pytest.mark.parametrize("way", ["listed", "chosen", "all listed", "all chosen"])
def test_a_text_that_changes_meanwhile_is_told(way, event):
    desk = opened(LAZY if "chosen" in way else {}, SAFE + PIPELINES if "all" in way else CORE + PIPELINES)
    only = [lsp.CodeActionKind.SourceFixAll] if "all" in way else QUICK
    request = chosen(desk, ALL if "all" in way else RENAME) if "chosen" in way else listed(desk, only)

    async def story():
        task = asyncio.ensure_future(request)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not task.done()
        if event == "typed":
            desk.type(CORE_FILE, "\n", 2)
        else:
            desk.close(CORE_FILE)
        if event == "opened again":
            desk.open(CORE_FILE, "\n")
        return await task

    with pytest.raises(JsonRpcContentModified):
        asyncio.run(story())


def test_another_open_file_of_the_edit_that_changes_meanwhile_is_told():
    desk = opened(LAZY)
    desk.open("/pipelines/p3.py")

    async def story():
        task = asyncio.ensure_future(chosen(desk))
        await asyncio.sleep(0)
        desk.type("/pipelines/p3.py", "\n", 2)
        return await task

    with pytest.raises(JsonRpcContentModified):
        asyncio.run(story())


@pytest.mark.parametrize("known", [{}, LAZY], ids=["listed", "chosen"])
def test_a_request_that_is_taken_back_is_tried_no_more(known, monkeypatch):
    tried = []

    def trying(*_):
        for number in range(100):
            tried.append(number)
            yield

    monkeypatch.setattr("cursus_registry.lsp.actions.fixes.trying_fix", trying)
    desk, sent = opened(known), []
    protocol = desk.server.protocol
    protocol.phase = Phase.RUNNING
    protocol.connect(Connection(sent.append, lambda code: None, lambda process: None))
    [action] = [one for one in listed(desk) if one.title == RENAME] if known else [None]

    async def story():
        asked = lsp.CODE_ACTION_RESOLVE if known else lsp.TEXT_DOCUMENT_CODE_ACTION
        params = _json(desk, action) if known else _json(desk, _params())
        protocol.handle(Request(7, asked, params))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not sent
        protocol.cancel(7)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(story())
    assert b"-32800" in sent[0]
    assert 0 < len(tried) < 100


def _params():
    context = lsp.CodeActionContext([], only=QUICK)
    return lsp.CodeActionParams(lsp.TextDocumentIdentifier(to_uri(CORE_FILE)), EVERYTHING, context)


def _json(desk, value):
    return desk.server.protocol._converter.unstructure(value)


def test_turns_change_no_answer():
    snapshot = open_fixture(CORE + PIPELINES).snapshot
    findings = snapshot.check(CORE_FILE)
    [fix] = [one for one in quick_fixes(snapshot, CORE_FILE, findings, range(len(findings))) if one.title == RENAME]
    assert sum(1 for _ in trying_fix(snapshot, CORE_FILE, findings, fix)) > 2 * USES
    assert at_once(trying_fix(snapshot, CORE_FILE, findings, fix)) == at_once(fix.changing())
    changed = fix_project(snapshot, lambda one, at: one.check(at) if at == CORE_FILE else [], {"safe"}).changes
    assert [one.path for one in at_once(fixing_all(snapshot, CORE_FILE))] == [one.path for one in changed]
