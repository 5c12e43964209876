"""Whatever stands in registries and names of files, every format can be read back with all its findings."""

import json
import os
import re
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cursus_registry.cli.formats import FORMATS, load_format
from cursus_registry.cli.gather import add_to_report, judge
from cursus_registry.cli.report import Report
from cursus_registry.cli.scope import Scope
from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.checks import CORE
from support.editor import write_fixture
from support.fixture import parse_fixture
from support.reports import count_findings, read_commands, read_json, read_junit
from support.terminal import run_as_bytes, run_in_process

ROOT = "/top/project"
PIECES = [
    *("\x1b[31m", "\x9b31m", "\x07", "\b", "\0", "\x7f", "\t", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x85"),
    *("::error::", "::error file=x::", "##[error]", "::", "%0A", "%", ",", ":", "=", ";"),
    *(
        "]]>",
        "<![CDATA[",
        "<script>",
        "&",
        "&#0;",
        "<",
        ">",
        '"',
        "'",
        "`",
        "\\",
        "\\u0000",
        "{0}",
        "{{",
        "}",
        "[a](1)",
    ),
    *("\ud800", "\udfff", "\udcff", "\ufffe", "\uffff", "\ufffd", "\ufeff", "\u2028", "\u2029", "\u202e", "\u2066"),
    *("ä", "漢", "🚀", "a\u0301", "x" * 3000, "../", "./", "~", "-", "--", " ", "#", "noqa"),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(codec=None)), min_size=1, max_size=6).map("".join)


def report_on(name, folder, output_format):
    """A report on a project whose steps, values and files bear a name."""
    folder = re.sub(r"[/\0]", "_", folder)
    comment = re.sub(r"[\r\n\0]|[\ud800-\udfff]", " ", name)
    text = f"""WORKSPACE_STEPS = {{
    {name!r}: {{"sagemaker_step_type": {name!r}, "description": ""}},  # {comment}
}}
WORKSPACE_METADATA = {{"developer_id": {name + "x"!r}}}
"""
    lookup = f"from cursus.registry.step_names import get_config_class_name\nget_config_class_name({name + 'Y'!r})\n"
    files = {
        **parse_fixture(CORE).files,
        f"/developer_workspaces/developers/{folder}/src/cursus_dev/registry/workspace_registry.py": text,
        f"/pipelines/{folder}.py": lookup,
    }
    memory = Memory({f"{ROOT}{path}": text for path, text in files.items()})
    scope = Scope(memory, frozenset({"/top"}), (ROOT,))
    report = Report(ROOT, "/top")
    add_to_report(report, *judge([Project(memory, ROOT).load_all()], scope, load_format(output_format).COLUMNS))
    report.sort()
    return report


@pytest.mark.parametrize("output_format", FORMATS)
@settings(max_examples=60, deadline=None)
@given(name=HOSTILE, folder=HOSTILE)
@example(name="".join(PIECES), folder="".join(PIECES))
@example(name="::error::", folder="::error file=a,line=1::b")
@example(name="\ud83d", folder="\udc80\udcff")
def test_every_finding_arrives(output_format, name, folder):
    report = report_on(name, folder, output_format)
    with patch("click.style", lambda text, **_: text):  # what is left of escapes comes from elsewhere
        text = load_format(output_format).render(report)
    assert len(report.diagnostics) >= 3
    assert count_findings(output_format, text) == len(report.diagnostics)


@settings(max_examples=60, deadline=None)
@given(name=HOSTILE, folder=HOSTILE)
def test_json_says_what_was_found(name, folder):
    report = report_on(name, folder, "json")
    told = read_json("json", load_format("json").render(report))
    halves = re.compile("[\ud800-\udfff]")
    assert [one["message"] for one in told["diagnostics"]] == [
        halves.sub("\ufffd", found.message) for found in report.diagnostics
    ]


def test_a_message_is_no_command_and_no_property_another():
    hostile = "%0A::error::x,title=y::z"
    [*_, (_, properties, message)] = read_commands(load_format("github").render(report_on(hostile, "alice", "github")))
    assert set(properties) == {"file", "line", "col", "endLine", "endColumn", "title"}
    assert properties["title"] == "CUR301 (unknown-step)"
    assert hostile in message


def test_a_message_is_no_link_and_has_no_arguments():
    told = read_json("sarif", load_format("sarif").render(report_on("[a](1){0}", "alice", "sarif")))
    messages = [result["message"]["text"] for result in told["runs"][0]["results"]]
    assert any(r"\[a\](1){{0}}" in message for message in messages)
    assert not any("[a]" in message for message in messages)


def test_two_equal_findings_are_two_cases():
    line = '"Twice": {"sagemaker_step_type": "Training", "description": "d", "priority": "high", "builder_step_name": "TwiceStepBuilder", "config_class": "TwiceConfig", "spec_type": "Twice"},'
    memory = Memory(
        {
            f"{ROOT}/developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py": (
                f"WORKSPACE_STEPS = {{\n{line}\n{line}\n}}\n"
            )
        }
    )
    report = Report(ROOT, ROOT)
    scope = Scope(memory, frozenset({ROOT}), (ROOT,))
    add_to_report(report, *judge([Project(memory, ROOT).load_all()], scope, load_format("junit").COLUMNS))
    names = [case.get("name") for case in read_junit(load_format("junit").render(report)).iter("testcase")]
    assert len(names) == len(set(names)) == len(report.diagnostics)
    told = read_json("gitlab", load_format("gitlab").render(report))
    assert len({one["fingerprint"] for one in told}) == len(report.diagnostics)


# On a real disk and into real pipes


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with findings in a file whose name is no UTF-8, and in one that looks like a command of a CI."""
    write_fixture(tmp_path, CORE)
    lookup = b"from cursus.registry.step_names import get_config_class_name\nget_config_class_name('N\xc3\xb6')\n"
    for name in (b"\xff\xfe \x1b[31m.py", b"::error ::x.py", b"a\nb.py", "ä漢🚀.py".encode()):
        (tmp_path / os.fsdecode(name)).write_bytes(lookup)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("output_format", FORMATS)
def test_names_of_files(project, output_format):
    run = run_in_process("check", "--output-format", output_format)
    assert run.exit_code == 1
    assert count_findings(output_format, run.stdout) == 4


def test_a_path_at_the_start_of_a_line_is_no_command(project):
    for run in (run_in_process("check", "--output-format", "concise"), run_in_process("check", "--show-files")):
        assert [line for line in run.stdout.splitlines() if line.lstrip().startswith((":", "#"))] == []
        assert "./::error ::x.py" in run.stdout


@pytest.mark.parametrize("output_format", ["full", "concise", "json", "github", "--show-files", "--show-settings"])
@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "C"},
    ],
)
def test_what_standard_output_cannot_encode_is_no_failure(project, output_format, variables):
    option = [output_format] if output_format.startswith("--") else ["--output-format", output_format]
    run = run_as_bytes("check", *option, cwd=project, env=variables)
    assert run.stderr == b""
    assert run.returncode == (0 if output_format.startswith("--show") else 1)
    assert run.stdout.count(b"\n") >= 4
    if output_format == "json":
        assert len(json.loads(run.stdout)["diagnostics"]) == 4


def test_a_project_whose_own_folder_is_hostile(tmp_path):
    folder = tmp_path / os.fsdecode(b"\xff\x1b[31m\n::error::x")
    write_fixture(folder, CORE)
    run = run_as_bytes("check", "--baseline", "nothing.json", cwd=folder)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"\x1b" not in run.stderr
    assert run.stderr.count(b"\n") == 1
