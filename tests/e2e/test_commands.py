"""What the server tells of itself when it is asked."""

import os

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from support.editor import ALICE, PIPELINE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def execute(editor, command, *arguments):
    params = lsp.ExecuteCommandParams(f"cursusRegistry.{command}", list(arguments))
    return await editor.client.workspace_execute_command_async(params)


async def test_the_commands_are_announced(client):
    provider = client.answered.execute_command_provider
    assert {"cursusRegistry.serverStatus", "cursusRegistry.fileFacts", "cursusRegistry.setLogLevel"} <= set(
        provider.commands
    )


async def test_the_status(editor):
    editor.add_folder()
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    status = await execute(editor, "serverStatus")
    [project] = [one for one in status["projects"] if one["root"] == str(editor.root)]
    assert project["indexed"]
    assert (project["workspaces"], project["unreadable"]) == (2, {})
    assert project["core"] == [str(editor.path("/src/cursus/registry/step_names.py"))]
    assert project["revision"] > 0
    assert status["positionEncoding"] == editor.encoding
    assert status["openDocuments"] >= 1
    assert str(editor.root) in status["folders"]
    assert 10_000_000 < status["memoryBytes"] < 1_000_000_000
    assert status["processId"] not in {os.getpid(), None}
    assert status["latencies"]["textDocument/didOpen"]["count"] >= 1
    assert status["latencies"]["textDocument/didOpen"]["maxMs"] > 0
    assert isinstance(status["jobs"], list)
    assert status["logLevel"] == "warning"


async def test_the_facts_of_a_file(editor):
    editor.add_folder()
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    facts = await execute(editor, "fileFacts", editor.uri(ALICE))
    assert (facts["kind"], facts["workspace"]) == ("workspace", "alice")
    assert [entry["name"] for entry in facts["tables"]["WORKSPACE_STEPS"]["entries"]] == ["GraphSampling"]
    editor.type(ALICE, editor.texts[ALICE].replace("GraphSampling", "GraphTyped"))
    facts = await execute(editor, "fileFacts", editor.uri(ALICE))
    assert [entry["name"] for entry in facts["tables"]["WORKSPACE_STEPS"]["entries"]] == ["GraphTyped"]
    assert (await execute(editor, "fileFacts", editor.uri(PIPELINE)))["mentions"][0]["name"] == "Package"
    assert await execute(editor, "fileFacts", editor.uri("/nothing.py")) is None


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("fileFacts", ["file:///nowhere/x.py"]),
        ("fileFacts", ["untitled:1"]),
        ("fileFacts", []),
        ("fileFacts", [7]),
        ("setLogLevel", ["loud"]),
        ("serverStatus", ["surplus"]),
        ("nothing", []),
    ],
)
async def test_what_makes_no_sense(editor, command, arguments):
    with pytest.raises(JsonRpcException) as caught:
        await execute(editor, command, *arguments)
    assert caught.value.code == lsp.ErrorCodes.InvalidParams.value


async def test_the_log_level(editor):
    assert await execute(editor, "setLogLevel", "debug") == "debug"
    assert (await execute(editor, "serverStatus"))["logLevel"] == "debug"
    assert await execute(editor, "setLogLevel", "Warning") == "warning"


async def test_what_a_workspace_sees(editor):
    editor.add_folder()
    editor.open(ALICE)
    await editor.diagnostics(ALICE)
    told = await execute(editor, "explainResolution", {"name": "Package_x", "uri": editor.uri(ALICE)})
    assert (told["qualifiedName"], told["workspace"]) == ("alice.Package", "alice")
    shown = await execute(editor, "showEffectiveRegistry", {"uri": editor.uri(ALICE)})
    answer = await editor.client.protocol.send_request_async(
        "cursusRegistry/textDocumentContent", {"uri": shown["uri"]}
    )
    assert '"description": "Packs hers",  # alice, ' in answer.text
    report = await execute(editor, "healthReport", {"uri": editor.uri(ALICE)})
    assert report["text"].startswith(f"{report['status']}: {editor.root}")
