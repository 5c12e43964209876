"""Classes of installed packages: shown, and led to, by a real server; and nothing of it stays behind."""

import os
import sys
import time

import pytest

from client import Client
from support.editor import write_fixture
from support.installed import ALICE, BUILDER, DOCSTRING, INSTALLED, PROJECT, READY, SIGNATURE

SERVER = [sys.executable, "-m", "cursus_registry", "lsp"]
PATIENCE_SECONDS = 20


@pytest.fixture
def root(tmp_path):
    write_fixture(tmp_path / "project", PROJECT + INSTALLED)
    return tmp_path / "project"


@pytest.fixture
def client(root, tmp_path):
    client = Client(SERVER, root, tmp_path / "log", {**os.environ, "CURSUS_REGISTRY_STRICT": "1"})
    folders = [{"uri": root.as_uri(), "name": "project"}]
    client.request("initialize", {"processId": None, "capabilities": {}, "workspaceFolders": folders})
    client.notify("initialized", {})
    end = time.monotonic() + PATIENCE_SECONDS
    while not (projects := status_of(client)["projects"]) or not projects[0]["indexed"]:
        assert time.monotonic() < end
        time.sleep(0.02)
    yield client
    client.close()


def open_file(client, root, path):
    file = root / path.lstrip("/")
    document = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": file.read_text()}
    client.notify("textDocument/didOpen", {"textDocument": document})


def ask(client, root, method, path, word):
    """What is answered at the first place of a word in a file."""
    text = (root / path.lstrip("/")).read_text()
    before = text[: text.index(word) + 2]
    position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    uri = (root / path.lstrip("/")).as_uri()
    return client.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position}).result


def shown(client, root, word, wanted):
    """The hover at a word as soon as it has what is wanted: the first ones may come before the process is there."""
    end = time.monotonic() + PATIENCE_SECONDS
    while wanted not in (words := ask(client, root, "hover", ALICE, word)["contents"]["value"]):
        assert time.monotonic() < end, words
    return words


def status_of(client):
    return client.request("workspace/executeCommand", {"command": "cursusRegistry.serverStatus"}).result


def worker_of(client):
    """The process that looks for classes outside."""
    return status_of(client)["processForClasses"]


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_hover_has_what_is_inherited_from_an_installed_package(client, root):
    open_file(client, root, ALICE)
    words = shown(client, root, '"GraphSamplingConfig"', DOCSTRING)
    assert SIGNATURE in words
    assert "docstring of ProcessingStepConfigBase" in words
    words = shown(client, root, '"GraphSamplingStepBuilder"', "Builds steps.")
    assert "class GraphSamplingStepBuilder(config, session=None)" in words


@pytest.mark.parametrize(("method", "word"), [("typeDefinition", '"Other"'), ("definition", '"ReadyConfig"')])
def test_a_class_that_is_only_imported_is_led_to_where_it_is(client, root, method, word):
    open_file(client, root, ALICE)
    [target] = ask(client, root, method, ALICE, word)
    assert target == {
        "uri": (root / READY.lstrip("/")).as_uri(),
        "range": {"start": {"line": 0, "character": 6}, "end": {"line": 0, "character": 17}},
    }
    words = shown(client, root, '"ReadyConfig"', "Ready made.")
    assert "class ReadyConfig(size: int)" in words


def test_the_project_s_own_classes_are_led_to_as_ever(client, root):
    open_file(client, root, ALICE)
    [target] = ask(client, root, "implementation", ALICE, '"GraphSampling"')
    assert target["uri"] == (root / BUILDER.lstrip("/")).as_uri()
    assert worker_of(client) is None


def test_the_process_is_gone_after_exit(client, root):
    open_file(client, root, ALICE)
    shown(client, root, '"GraphSamplingConfig"', DOCSTRING)
    worker = worker_of(client)
    assert is_alive(worker)
    client.request("shutdown", None)
    client.notify("exit", {})
    assert client.process.wait(10) == 0
    assert not is_alive(worker)


def test_the_process_goes_with_a_server_that_is_killed(client, root):
    open_file(client, root, ALICE)
    shown(client, root, '"GraphSamplingConfig"', DOCSTRING)
    worker = worker_of(client)
    client.process.kill()
    client.process.wait(10)
    end = time.monotonic() + 10
    while is_alive(worker):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_process_that_is_killed_in_the_middle_costs_no_answer(client, root):
    open_file(client, root, ALICE)
    shown(client, root, '"GraphSamplingConfig"', DOCSTRING)
    os.kill(worker_of(client), 9)
    words = ask(client, root, "hover", ALICE, '"GraphSamplingStepBuilder"')["contents"]["value"]
    assert "class GraphSamplingStepBuilder" in words
