"""What the manifest of the VS Code extension takes from the server: when it starts, and the settings.

The rest of `vscode-extension/package.json` is written by hand. The same patterns go into a file that the extension
reads, so that what it watches over follows the layout.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cursus_registry import layout
from cursus_registry.settings import schema
from cursus_registry.settings.editor import IN_FILES_ONLY, ServerTable

EXTENSION = Path(__file__).resolve().parent.parent / "vscode-extension"
MANIFEST = EXTENSION / "package.json"
PATTERNS = EXTENSION / "src" / "generated" / "patterns.json"
OWN = ("cursusRegistry.path", "cursusRegistry.importStrategy", "cursusRegistry.registryView.followCursor")
"""Settings of the extension itself, written by hand."""
_WHOLE_SESSION = {"diagnostics.scope", "log.level"}
_NAMES_A_PLACE = {"interpreter"}
_WORD = re.compile(r"-([a-z])")


def manifest() -> str:
    """`package.json` with what is generated of it."""
    said = json.loads(MANIFEST.read_text(encoding="utf-8"))
    # TOML extensions hand the address on to their servers as it is: a path in this extension would lead nowhere.
    said["contributes"]["tomlValidation"] = [{"fileMatch": layout.SETTINGS_FILES[0], "url": schema.ADDRESS}]
    said["activationEvents"] = [f"workspaceContains:{pattern}" for pattern in [*usual_places(), *starting_patterns()]]
    configuration = said["contributes"]["configuration"]["properties"]
    said["contributes"]["configuration"]["properties"] = {name: configuration[name] for name in OWN} | settings()
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def patterns() -> str:
    """The patterns that the extension reads: the documents that the server is told of, and which are registries."""
    data = {
        "starting": starting_patterns(),
        "documents": [pattern for pattern in layout.WATCH_PATTERNS if _is_of_documents(pattern)],
        "registries": registry_patterns(),
    }
    return json.dumps(data, indent=2) + "\n"


def starting_patterns() -> list[str]:
    """The files by which a folder is known to hold a project: its sources of the core, workspaces, packs, settings.

    A folder in a project is known, too: a workspace alone, or the folder `src`.
    """
    core = [*layout.CORE_FILES, layout.EXTRAS_FILE, f"{layout.INTERFACES}/*{layout.INTERFACE_SUFFIX}"]
    package = layout.CORE_SOURCE.rpartition("/")[2]
    return [
        f"**/{layout.WORKSPACE_REGISTRY}",
        *(f"**/{layout.CORE_SOURCE}/{path}" for path in core),
        *(f"{package}/{path}" for path in core),
        f"**/{layout.PACKS}/*{layout.INTERFACE_SUFFIX}",
        f"**/{layout.SETTINGS_FILES[0]}",
    ]


def usual_places() -> list[str]:
    """The same files at the root of a folder, without a wildcard.

    VS Code looks for these by their names. For patterns it searches all files, which takes its time, and gives up after
    seven seconds.
    """
    usual = [pattern.removeprefix("**/") for pattern in starting_patterns() if pattern.startswith("**/")]
    return [path for path in usual if "*" not in path]


def registry_patterns() -> list[str]:
    """Python files that are registries."""
    files = [*layout.CORE_FILES, layout.EXTRAS_FILE, f"registry/{layout.HYPERPARAMETER_FILE}"]
    return [f"**/{layout.WORKSPACE_REGISTRY}", *(f"**/{path}" for path in files)]


def settings() -> dict[str, Any]:
    """The settings that an editor can set, by name, as VS Code wants them."""
    shared = {key: one for key, one in schema.json_schema()["properties"].items() if key not in IN_FILES_ONLY}
    own = TypeAdapter(ServerTable).json_schema()
    found = {key: one for key, one in own["properties"].items() if "$ref" not in one}
    for key, one in own["properties"].items():
        if "$ref" in one:
            table = own["$defs"][one["$ref"].rpartition("/")[2]]
            found |= {f"{key}.{name}": inner for name, inner in table["properties"].items()}
    return {f"cursusRegistry.{_camel(key)}": _setting(key, one) for key, one in (shared | found).items()}


def _setting(key: str, said: dict[str, Any]) -> dict[str, Any]:
    one = {name: value for name, value in said.items() if name not in {"title", "description", "x-taplo", "examples"}}
    one = json.loads(json.dumps(one), object_hook=lambda given: {k: v for k, v in given.items() if k != "x-taplo"})
    scope = "window" if key in _WHOLE_SESSION else "machine-overridable" if key in _NAMES_A_PLACE else "resource"
    return one | {"scope": scope, "markdownDescription": _text(key, said)}


def _text(key: str, said: dict[str, Any]) -> str:
    text = " ".join(said["description"].split())
    examples = "".join(f" For instance `{json.dumps(example)}`." for example in said.get("examples", ()))
    is_shared = key in schema.json_schema()["properties"]
    note = f" The project's own `{layout.SETTINGS_FILES[0]}` wins ([{key}]({schema.PAGE}#{key}))." if is_shared else ""
    return f"{text}{examples}{note}"


def _camel(key: str) -> str:
    return _WORD.sub(lambda match: match[1].upper(), key)


def _is_of_documents(pattern: str) -> bool:
    """Whether a pattern names files rather than folders: people open those."""
    return "." in pattern.rpartition("/")[2]
