"""The manifest of the VS Code extension follows the server: where it starts, which settings it has, what it ships."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import vscode_manifest
from cursus_registry import layout
from cursus_registry.lsp.greeting import load_offers
from cursus_registry.settings.editor import EditorSettings, normal, read_editor
from cursus_registry.version import __version__

EXTENSION = Path(__file__).resolve().parent.parent / "vscode-extension"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
CONTRIBUTED = MANIFEST["contributes"]
SETTINGS = CONTRIBUTED["configuration"]["properties"]
STARTS = [event.partition(":")[2] for event in MANIFEST["activationEvents"]]


def starts_in(path: str) -> bool:
    """Whether a folder with this file is one that VS Code starts the extension in."""
    return any(glob(pattern).fullmatch(path) for pattern in STARTS)


def glob(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*)", pattern)
    return re.compile("".join({"**/": "(?:.+/)?", "*": "[^/]+"}.get(part, re.escape(part)) for part in parts))


@pytest.mark.parametrize("where", ["", "service/"])
def test_every_marker_of_a_project_starts_the_extension(where):
    for marker in layout.DEFAULT_LAYOUT.markers:
        inside = {
            "developer_workspaces/developers": f"ann/{layout.WORKSPACE_REGISTRY}",
            f"{layout.CORE_SOURCE}/{layout.INTERFACES}": f"graph{layout.INTERFACE_SUFFIX}",
            layout.PACKS: f"graph{layout.INTERFACE_SUFFIX}",
        }.get(marker)
        assert starts_in(f"{where}{marker}/{inside}" if inside else f"{where}{marker}"), marker


@pytest.mark.parametrize(
    "path", ["main.py", "src/app/registry.py", "registry/step_names.py", "pyproject.toml", "a.json", "cursus/x.py"]
)
def test_a_folder_without_a_registry_does_not(path):
    assert not starts_in(path)


def test_an_installed_cursus_alone_does_not():
    assert not starts_in(".venv/lib/python3.12/site-packages/cursus/registry/step_names.py")


def test_a_workspace_opened_alone_does():
    assert starts_in(layout.WORKSPACE_REGISTRY)
    assert starts_in(f"cursus/{layout.CORE_FILES[0]}")


def test_no_search_is_needed_for_the_usual_places():
    named = {start for start in STARTS if "*" not in start}
    core = [f"{layout.CORE_SOURCE}/{path}" for path in layout.CORE_FILES]
    assert named >= {layout.WORKSPACE_REGISTRY, layout.SETTINGS_FILES[0], *core}


def test_the_server_obeys_every_setting_that_the_manifest_has():
    own = set(vscode_manifest.OWN)
    given = {name.removeprefix("cursusRegistry."): one["default"] for name, one in SETTINGS.items() if name not in own}
    assert len(given) > 10
    assert read_editor(normal(given), EditorSettings()).mistakes == ()


def test_settings_that_name_programs_are_not_obeyed_where_nothing_is_trusted():
    untrusted = MANIFEST["capabilities"]["untrustedWorkspaces"]
    assert untrusted["supported"] == "limited"
    machine = {name for name, one in SETTINGS.items() if one["scope"] == "machine-overridable"}
    assert machine == set(untrusted["restrictedConfigurations"])


def test_no_command_of_a_person_is_one_of_the_servers():
    people = {one["command"] for one in CONTRIBUTED["commands"]}
    assert people.isdisjoint(load_offers()["executeCommandProvider"]["commands"])


def test_extension_and_server_have_one_version():
    assert MANIFEST["version"] == __version__


def test_what_the_manifest_names_is_there():
    files = [MANIFEST["icon"]]
    [walkthrough] = CONTRIBUTED["walkthroughs"]
    files += [picture for step in walkthrough["steps"] for picture in step["media"]["image"].values()]
    assert len(walkthrough["steps"]) == 5
    assert [name for name in files if not (EXTENSION / name).is_file()] == []


def test_toml_extensions_are_told_of_the_schema_by_an_address_that_they_can_ask():
    [contributed] = CONTRIBUTED["tomlValidation"]
    published = json.loads((EXTENSION.parent / "docs" / "cursus-registry.schema.json").read_text(encoding="utf-8"))
    assert contributed["fileMatch"] == layout.SETTINGS_FILES[0]
    assert contributed["url"] == published["$id"]
    assert urlsplit(contributed["url"]).scheme == "https"


def test_buttons_of_the_walkthrough_run_commands_that_there_are():
    [walkthrough] = CONTRIBUTED["walkthroughs"]
    named = re.findall(r"command:(cursusRegistry\.\w+)", " ".join(step["description"] for step in walkthrough["steps"]))
    assert named
    assert set(named) <= {one["command"] for one in CONTRIBUTED["commands"]}


def test_no_address_of_a_package_registry_is_kept():
    assert '"resolved"' not in (EXTENSION / "package-lock.json").read_text(encoding="utf-8")
