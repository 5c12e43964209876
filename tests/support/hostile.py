"""A checkout in which everything that could be run leaves a trace when it is."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import parso
from parso.cache import _get_hashed_path

from client import Arrival, Client
from support.checks import registry

ALICE = registry("alice").lstrip("/")
STEP = '{"sagemaker_step_type": "Procesing", "description": "Does it"}'
SHADOWS = (
    *(
        "json",
        "click",
        "pydantic",
        "tree_sitter",
        "tree_sitter_python",
        "pathspec",
        "rapidfuzz",
        "packaging",
        "asyncio",
    ),
    *("tomllib", "logging", "dataclasses", "lsprotocol", "pygls", "sitecustomize", "usercustomize", "conftest", "yaml"),
    *("hashlib", "tempfile", "subprocess", "unicodedata", "encodings", "cursus", "cursus_dev", "jedi"),
)


SITE = ".venv/lib/python3.11/site-packages"
OUTSIDE = {
    "evil.base.GraphConfig": ["GraphConfig", "Base"],
    "evil.archive.Packed": ["Packed"],
    "evil.compiled.Built": ["Built"],
    "evil.cached.Pickled": ["Pickled"],
    "evil.namespace.Inside": ["Inside"],
    "evil.elsewhere.Stub": ["Stub"],
    "gi.repository.Gtk": [],
    "evil.nothing.Missing": [],
    "json.JSONDecoder": [],
    "_json.Compiled": [],
}
"""What is asked for outside, and the classes that are found without running any of it."""


def outside_files(trap: str) -> dict[str, str]:
    """An installed package that tries whatever a reader of packages can be led to."""
    shadows = (*SHADOWS, "zlib", "typing", "abc", "warnings", "zipimport", "builtins", "parso", "enum", "gi")
    path = "import sys, os\nsys.path.insert(0, os.path.dirname(__file__) + '/evil.zip')\nsys.path.append('/etc')\n"
    compiled = "from .binary import Base\nfrom _binary import Other\nimport binary2, evil.binary\n"
    return {
        **{f"{SITE}/{name}.py": f"{trap}class JSONDecoder:\n    pass\n" for name in shadows},
        f"{SITE}/evil/__init__.py": f"{trap}__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
        f"{SITE}/evil/base.py": f"{trap}{path}from json import *\nclass Base(metaclass=__import__('os').system):\n"
        f"    'Of the base.'\n    a: int = __import__('os').system('true')\n"
        f"class GraphConfig(Base):\n    b: exec({trap!r}) = 1\n",
        f"{SITE}/evil/archive.py": f"{path}from packed import Base\nclass Packed(Base):\n    pass\n",
        f"{SITE}/evil/compiled.py": f"{compiled}class Built(Base, Other, binary2.B, evil.binary.C):\n    pass\n",
        f"{SITE}/evil/cached.py": "class Pickled:\n    pass\n",
        f"{SITE}/evil/namespace.py": "from open_space.deep import Deep\nclass Inside(Deep):\n    pass\n",
        f"{SITE}/evil/elsewhere.py": "from stubbed import *\nclass Stub:\n    pass\n",
        f"{SITE}/open_space/readme.txt": "no package",
        f"{SITE}/stubbed.pyi": "class Stubbed: ...\n",
        f"{SITE}/evil/binary.cpython-311-x86_64-linux-gnu.so": "no library",
        f"{SITE}/_binary.abi3.so": "no library",
        f"{SITE}/binary2.so": "no library",
        f"{SITE}/_json.so": "no library",
        f"{SITE}/evil/evil.zip": "no archive",
        "src/cursus/steps/configs/config_graph_step.py": f"{trap}from evil.base import GraphConfig\n",
        "src/.jedi/project.json": '[1, {"load_unsafe_extensions": true, "environment_path": "/bin/false"}]\n',
    }


class _Bomb:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.marker,)


def write_pickles(root: Path, marker: Path) -> None:
    """The caches that jedi and parso would read, in the places where they would look for them."""
    grammars = {parso.load_grammar(version=version)._hashed for version in ("3.11", "3.12", "3.13", "3.14")}
    for cache in (root / ".cache/jedi", root / ".cache/parso"):
        for module in root.glob(f"{SITE}/evil/*.py"):
            for grammar in grammars:
                Path(_get_hashed_path(grammar, module, cache_path=cache)).write_bytes(pickle.dumps(_Bomb(marker)))


def write_hostile_project(root: Path, marker: Path) -> None:
    """Write the checkout; whatever of it is run creates the marker."""
    trap = f"import pathlib\npathlib.Path({str(marker)!r}).write_text(__file__)\n"
    files = {
        "src/cursus/__init__.py": trap,
        "src/cursus/registry/__init__.py": trap,
        "src/cursus/registry/step_names.py": f"{trap}STEP_NAMES = {{'Package': {STEP}, **__import__('os').environ}}\n",
        "src/cursus/registry/hyperparameter_registry.py": f"{trap}HYPERPARAMETER_REGISTRY = {{}}\n",
        "src/cursus/steps/interfaces/evil.step.yaml": (
            f"step_type: !!python/object/apply:os.system ['touch {marker}']\n"
            f"registry:\n  sagemaker_step_type: !!python/object/apply:os.system ['touch {marker}']\n"
        ),
        ALICE: (
            f"{trap}from shared import STEPS\nWORKSPACE_STEPS = {{'Graph': {STEP}, **STEPS}}\n"
            f"WORKSPACE_METADATA = {{'developer_id': __import__('os').system('touch {marker}')}}\n"
        ),
        "shared.py": f"{trap}STEPS = {{'Shared': {STEP}}}\n",
        "setup.py": trap,
        "pipelines/use.py": "from cursus.registry import get_config_class_name\nget_config_class_name('Packag')\n",
        "cursus-registry.toml": "select = ['CUR']\n",
        ".jedi/project.json": '{"_path": "/", "_environment_path": "/bin/false", "load_unsafe_extensions": true}\n',
        ".git/config": f'[core]\n\tfsmonitor = "touch {marker}"\n\tpager = touch {marker}\n\tsshCommand = touch {marker}\n',
        ".git/HEAD": "ref: refs/heads/main\n",
        ".gitattributes": "* filter=evil\n",
        ".gitignore": "generated/\n",
        **outside_files(trap),
        "evil.pth": f"import pathlib; pathlib.Path({str(marker)!r}).touch()\n",
        ".venv/pyvenv.cfg": "home = /\n",
        ".venv/lib/python3.11/site-packages/evil.pth": f"import pathlib; pathlib.Path({str(marker)!r}).touch()\n",
        ".venv/lib/python3.11/site-packages/cursus/__init__.py": trap,
        **{f"{name}.py": trap for name in SHADOWS},
        **{f".git/hooks/{hook}": f"#!/bin/sh\ntouch {marker}\n" for hook in ("post-checkout", "pre-commit")},
        ".venv/bin/python": f"#!/bin/sh\ntouch {marker}\n",
        "node_modules/.bin/node": f"#!/bin/sh\ntouch {marker}\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    write_pickles(root, marker)


def hostile_environment(root: Path) -> dict[str, str]:
    """The environment of a person whose virtual environment is the checkout's own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PYTHONPATH", "HOME", "LANG", "SYSTEMROOT"}}
    path = os.pathsep.join((str(root / ".venv/bin"), os.environ.get("PATH", "")))
    kept["XDG_CACHE_HOME"] = str(root / ".cache")
    return {**kept, "VIRTUAL_ENV": str(root / ".venv"), "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def run_among(root: Path, command: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A command as that person runs it in the checkout's folder."""
    return subprocess.run(
        command,
        cwd=root,
        env=hostile_environment(root),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def listing(root: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder with its size and content: what must be the same afterwards."""
    return {
        str(path.relative_to(root)): (path.stat().st_mode, path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


COMMANDS = {
    "check": ["check", "."],
    "check with an interpreter": ["check", "--python", ".venv/bin/python", "."],
    "check and fix nothing": ["check", "--diff", "--unsafe-fixes", "."],
    "list": ["list", "--workspace", "alice"],
    "resolve": ["resolve", "Package"],
    "conflicts": ["conflicts"],
    "health": ["health"],
}
SERVER = ["lsp"]
QUESTIONS = (
    *("hover", "completion", "definition", "declaration"),
    *("typeDefinition", "implementation", "documentHighlight"),
)
PYTHON = sys.executable


def converse(command: list[str], root: Path, log: Path) -> list[str]:
    """Open the checkout in a server and ask about everything in it; the codes that it published."""
    client = _Listener([*command, *SERVER], root, log, hostile_environment(root))
    try:
        folders = [{"uri": root.as_uri(), "name": "project"}]
        client.request("initialize", {"processId": None, "capabilities": {}, "workspaceFolders": folders})
        client.notify("initialized", {})
        for name in (ALICE, "src/cursus/registry/step_names.py", "pipelines/use.py"):
            document = {"uri": (root / name).as_uri(), "languageId": "python", "version": 1}
            client.notify("textDocument/didOpen", {"textDocument": {**document, "text": (root / name).read_text()}})
            client.wait_until_quiet(0.5, 60)  # what is asked while the project is being read is answered by half of it
            for line in range(5):
                place = {"textDocument": {"uri": document["uri"]}, "position": {"line": line, "character": 25}}
                for request in QUESTIONS:
                    result = client.request(f"textDocument/{request}", place).result
                    for item in result["items"] if request == "completion" and result else ():
                        client.request("completionItem/resolve", item)
            client.request("textDocument/documentSymbol", {"textDocument": {"uri": document["uri"]}})
        client.wait_until_quiet(0.5, 20)
    finally:
        client.close()
    return client.codes


class _Listener(Client):
    """A client that keeps the codes of what is published."""

    codes: list[str]

    def __init__(self, *arguments: Any) -> None:
        self.codes = []
        super().__init__(*arguments)

    def noticed(self, arrival: Arrival) -> None:
        found = arrival.message.get("params", {}).get("diagnostics", ())
        self.codes += [diagnostic["code"] for diagnostic in found]
