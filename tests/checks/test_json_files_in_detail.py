"""DAG files and config files that do not parse: one finding, gone when mended; the names in them stay known."""

import pytest

from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.checks import CORE, check_diagnostics, open_fixture, registry
from support.fixture import parse_fixture

DAG = '{"dag": {"nodes": ["Package", "Package_x"], "edges": [["Package", "Package_x"]]}}\n'
CONFIG = '{"metadata": {"config_types": {"Package": "PackageConfig"}}, "configuration": {"specific": {}}}\n'
ALICE = f"{CORE}#- {registry('alice')}\nWORKSPACE_STEPS = {{}}\n"


def codes(files):
    """The findings by path."""
    snapshot = open_fixture(CORE + "".join(f"#- {path}\n{text}\n" for path, text in files.items())).snapshot
    return {path: [found.code for found in snapshot.check(path)] for path in files}


def test_diagnostics_p6_broken_dag_file():
    check_diagnostics(
        f"""{ALICE}
#- /developer_workspaces/developers/alice/pipelines/fraud.dag.json
{{
  "🚀": 0, "dag": {{
    "nodes": ["Package" "Pakage"],
#                       ^^^^^^^^ error[CUR001]
#                        ^^^^^^ warning[CUR301]
    "edges": []
  }}
}}
"""
    )


def test_diagnostics_p7_broken_config_file():
    check_diagnostics(
        f"""{ALICE}
#- /developer_workspaces/developers/alice/config.json
{{
  "metadata": {{"🚀": 1, "config_types": {{"Pakage": "PakageConfig",}}}},
#                                                               ^ error[CUR001]
#                                        ^^^^^^ warning[CUR301]
  "configuration": {{"specific": {{}}}}
}}
"""
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"config_types": [1,}', []),
        ('{"metadata": {"config_types": }', []),
        ('{"a": [1,}', []),
        ("// settings\n{}", []),
        ("", []),
        (CONFIG, []),
        ("// mine\n" + CONFIG, ["CUR001"]),
        (CONFIG[:-3], ["CUR001"]),
    ],
)
def test_diagnostics_p7_only_in_files_that_are_surely_ours(text, expected):
    assert codes({"/a.json": text}) == {"/a.json": expected}


@pytest.mark.parametrize("text", ["", "{", "[]]", '{"dag": }', "// x\n{}", DAG.replace("]]", "],]")])
def test_diagnostics_p6_every_dag_file_is_ours(text):
    files = {"/a.dag.json": text, "/tests/a.dag.json": text}
    assert codes(files) == {"/a.dag.json": ["CUR001"], "/tests/a.dag.json": []}


@pytest.mark.parametrize(("path", "text"), [("/a.dag.json", DAG), ("/a.json", CONFIG)], ids=["p6", "p7"])
def test_diagnostics_come_and_go_with_each_letter(path, text):
    core = parse_fixture(CORE).files
    disk = Memory({**core, path: text})
    project = Project(disk, "/")
    assert project.load_all().check(path) == []
    seen = set()
    for at in range(1, len(text) - 2, 5):
        disk.write(path, text[:at])
        project.update([path])
        cold = Project(Memory({**core, path: text[:at]}), "/").load_all()
        assert project.snapshot.check(path) == cold.check(path)
        assert (path in project.snapshot.judged()) == (path in cold.judged())
        seen.add(tuple(found.code for found in cold.check(path)))
    assert seen == ({("CUR001",)} if path == "/a.dag.json" else {(), ("CUR001",)})
    disk.write(path, text)
    project.update([path])
    assert project.snapshot.check(path) == []


def test_p6_a_comment_costs_no_name_and_no_finding_but_its_own():
    snapshot = open_fixture(f"{CORE}#- /a.dag.json\n// mine\n{DAG}").snapshot
    assert [one.name for one in snapshot.facts("/a.dag.json").mentions] == ["Package", "Package_x"] * 2
    assert [one.code for one in snapshot.check("/a.dag.json")] == ["CUR001"]
