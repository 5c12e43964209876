"""An edit that is worked out between messages is handed out only for the texts that it was made of, open or closed."""

import asyncio

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.text import Encoding, Position, SourceText, Span
from lsp.test_code_action import LAZY, capabilities
from support import clients
from support.checks import CORE, classes, registry
from support.server import Desk

ALICE = registry("alice")
USE, OTHER, LOOSE = "/pipelines/use.py", "/pipelines/other.py", "/tools/names.py"
STEP = f'"sagemaker_step_type": "Processing", "description": "ä🚀", {classes("GraphSampling")}'
STEPS = f'WORKSPACE_STEPS = {{\n    "GraphSampling": {{{STEP}}},\n}}\n'
USES = 'from cursus.registry.step_names import get_step_description\nget_step_description("Package")\n'
CORE_FILE = "/src/cursus/registry/step_names.py"
PROJECT = f'{CORE}\n#- {ALICE}\n{STEPS}#- {USE}\n{USES}#- {OTHER}\n{USES}#- {LOOSE}\nNAME = "Package"\n'
UNSAVED = "# not\n# saved\n"
EXTRACT = "Extract 'GraphSampling' to the core"
REFUSALS = (JsonRpcContentModified, RequestFailedError)


@pytest.fixture(autouse=True)
def _every_step_is_a_turn(monkeypatch):
    monkeypatch.setattr("cursus_registry.lsp.pauses.SLICE_SECONDS", 0.0)


def opened(client, *paths):
    """Documents of which each has two lines more than its file."""
    desk = Desk(PROJECT, client)
    desk.run()
    for path in paths:
        desk.open(path, UNSAVED + desk.disk.read(path, 10_000).data.decode())
    desk.run()
    return desk


def asked_to_extract():
    desk = opened(capabilities(**LAZY), ALICE)
    place = lsp.Range(lsp.Position(3, 8), lsp.Position(3, 8))
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(to_uri(ALICE)), place, lsp.CodeActionContext([]))
    [action] = [one for one in desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params) if one.title == EXTRACT]
    return desk, desk.ask(lsp.CODE_ACTION_RESOLVE, action)


def asked_to_rename(*paths, client=None):
    desk = opened(client or clients.vscode(), USE, *paths)
    at = lsp.Position(3, 25)
    return desk, desk.ask(
        lsp.TEXT_DOCUMENT_RENAME, lsp.RenameParams(lsp.TextDocumentIdentifier(to_uri(USE)), at, "Wrapping")
    )


def plain():
    edits = lsp.WorkspaceEditClientCapabilities(document_changes=True)
    return lsp.ClientCapabilities(workspace=lsp.WorkspaceClientCapabilities(workspace_edit=edits))


def close(desk, path):
    desk.close(path)


def write(desk, path):
    desk.save(path, f"# other\n{desk.disk.read(path, 10_000).data.decode()}")


REQUESTS = {
    "refactoring, its document": (asked_to_extract, ALICE, close),
    "refactoring, a closed file": (asked_to_extract, CORE_FILE, write),
    "rename, its document": (asked_to_rename, USE, close),
    "rename, another document": (lambda: asked_to_rename(OTHER), OTHER, close),
    "rename, a closed file": (asked_to_rename, OTHER, write),
    "rename, a document whose text is not kept": (lambda: asked_to_rename(LOOSE), LOOSE, close),
    "rename, a closed file whose text is not kept": (asked_to_rename, LOOSE, write),
    "rename without questions, another document": (
        lambda: asked_to_rename(OTHER, client=plain()),
        OTHER,
        close,
    ),
}


async def turns_of(request):
    """How often everything else had its turn before the answer came."""
    task, turns = asyncio.ensure_future(request), 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    return turns


async def answered(desk, request, turns, path, event):
    """The answer, or the refusal, if something happens after so many turns."""
    task = asyncio.ensure_future(request)
    for _ in range(turns):
        await asyncio.sleep(0)
    assert not task.done()
    event(desk, path)
    try:
        return await task
    except REFUSALS as error:
        return error


def replaced(desk, path, edit):
    """What the edits of a file would replace in its text on the disk."""
    source = SourceText(desk.disk.read(path, 10_000).data)
    for change in edit.document_changes:
        if isinstance(change, lsp.TextDocumentEdit) and change.text_document.uri == to_uri(path):
            for one in change.edits:
                ends = (Position(at.line, at.character) for at in (one.range.start, one.range.end))
                yield source.slice(Span(*(source.offset(at, Encoding.UTF16) for at in ends)))


@pytest.mark.parametrize("which", REQUESTS)
def test_a_file_that_becomes_another_text_meanwhile_is_told(which):
    make, path, event = REQUESTS[which]
    turns = asyncio.run(turns_of(make()[1]))
    desk, request = make()
    assert isinstance(asyncio.run(answered(desk, request, turns - 1, path, event)), JsonRpcContentModified)
    desk, request = make()
    early = asyncio.run(answered(desk, request, 1, path, event))
    if not isinstance(early, REFUSALS):  # what is looked at only later is seen as it is then
        assert path == LOOSE
        assert set(replaced(desk, path, early)) == {"Package"}


@pytest.mark.parametrize("make", [asked_to_extract, asked_to_rename])
def test_a_file_that_stays_as_it_is_can_be_closed_meanwhile(make):
    desk, request = make()
    desk.open("/developer_workspaces/developers/alice/notes.py", "x = 1\n")
    answer = asyncio.run(answered(desk, request, 2, "/developer_workspaces/developers/alice/notes.py", close))
    assert not isinstance(answer, REFUSALS)
    assert (answer.edit if isinstance(answer, lsp.CodeAction) else answer).document_changes
