"""The editor and the terminal find the same in every checkout below fixtures/."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from support import clients
from support.clients import SERVER, Client
from support.editor import until

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PROJECTS = ["broken", "healthy", *(f"scenarios/{path.name}" for path in sorted((FIXTURES / "scenarios").iterdir()))]
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_lsp.fixture(scope="module", config=SERVER)
async def client(lsp_client: Client):
    await lsp_client.start_session(clients.vscode(), FIXTURES)
    yield
    await lsp_client.shutdown_session()


def checked(project):
    """What `check` prints, in the shape of `published`."""
    command = [sys.executable, "-m", "cursus_registry", "check", "--output-format", "json", str(FIXTURES / project)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode in {0, 1}, run.stderr
    return sorted(
        (
            found["path"],
            *place(FIXTURES / project / found["path"], found["range"]),
            found["code"],
            found["severity"],
            found["message"],
            found["url"],
            tuple(found["tags"]),
            tuple(
                (other["path"], *place(FIXTURES / project / other["path"], other["range"]), other["message"])
                for other in found["related"]
            ),
        )
        for found in json.loads(run.stdout)["diagnostics"]
    )


def place(path, span):
    """Lines and columns from 1 in characters, as the editor counts them: from 0, in UTF-16."""
    lines = path.read_bytes().decode(errors="replace").splitlines()
    for end in (span["start"], span["end"]):
        before = lines[end["line"] - 1][: end["column"] - 1] if end["column"] > 1 else ""
        yield end["line"] - 1, len(before.encode("utf-16-le")) // 2


def published(client, project):
    """What the server has published last for each file of a project."""
    root = FIXTURES / project
    return sorted(
        (
            relative(uri, root),
            *corners(found.range),
            found.code,
            found.severity.name.lower(),
            found.message,
            found.code_description.href,
            tuple(tag.name.lower() for tag in found.tags or ()),
            tuple(
                (relative(other.location.uri, root), *corners(other.location.range), other.message)
                for other in found.related_information or ()
            ),
        )
        for uri, diagnostics in client.diagnostics.items()
        if uri.startswith(f"{root.as_uri()}/")
        for found in diagnostics
    )


def relative(uri, root):
    return uri.removeprefix(f"{root.as_uri()}/")


def corners(span: lsp.Range):
    return (span.start.line, span.start.character), (span.end.line, span.end.character)


@pytest.mark.parametrize("project", PROJECTS)
async def test_the_editor_and_the_terminal_agree(client, project):
    def all_published():  # projects are read in order: when the last one is published, every one is
        return published(client, PROJECTS[-1]) == checked_last or None

    checked_last = checked(PROJECTS[-1])
    assert checked_last
    await until(all_published, lambda: published(client, PROJECTS[-1]))
    assert published(client, project) == checked(project)
