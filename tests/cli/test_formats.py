"""The formats for other tools: each as its readers want it, with paths below the top of the checkout."""

import json
import re
import subprocess
import sys

import pytest

from cursus_registry.checks.catalogue import RULES, url_of
from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats import FORMATS, load_format
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic, OfferedFix, RelatedPlace, Replacement
from cursus_registry.text import Edit, Position, Range, SourceText, Span, apply_edits
from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.reports import path_of_uri, read_commands, read_json, read_junit
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{
    "Graph": {{"description": "ä🚀", "sagemaker_step_type": "Trainin", {classes("Graph")}}},
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers", {classes("Sampling")}}},
}}
#- /{BOB}
LOCAL_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "His", {classes("Sampling")}}},
}}
"""
UNKNOWN_TYPE = "'Trainin' is no known SageMaker step type; did you mean 'Training'?"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in a subfolder of the checkout that one stands in."""
    write_fixture(tmp_path / "sub folder", PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sub folder"


def check(output_format, *arguments):
    run = run_in_process("check", "--output-format", output_format, *arguments)
    assert run.exit_code == 1
    assert run.stderr == ""
    return run.stdout


# GitHub


def test_github(project):
    [unknown, alice, bob] = read_commands(check("github"))
    assert unknown == (
        "error",
        {
            "file": f"sub folder/{ALICE}",
            "line": "2",
            "col": "60",
            "endLine": "2",
            "endColumn": "69",
            "title": "CUR105 (unknown-sagemaker-type)",
        },
        UNKNOWN_TYPE,
    )
    assert alice[0] == bob[0] == "warning"
    assert alice[1] == {
        "file": f"sub folder/{ALICE}",
        "line": "3",
        "col": "5",
        "endLine": "3",
        "endColumn": "15",
        "title": "CUR204 (workspace-collision)",
    }
    assert bob[2] == "'Sampling' is also a step of workspace alice"


def test_github_in_the_order_that_people_know(project):
    assert check("github").splitlines()[1] == (
        f"::warning file=sub folder/{ALICE},line=3,col=5,endLine=3,endColumn=15,"
        "title=CUR204 (workspace-collision)::'Sampling' is also a step of workspace bob"
    )


@pytest.mark.parametrize(
    ("severity", "command"),
    [("error", "error"), ("warning", "warning"), ("information", "notice"), ("hint", "notice")],
)
def test_github_severities(project, severity, command):
    (project / "cursus-registry.toml").write_text(f'select = ["CUR204"]\nseverity = {{ CUR204 = "{severity}" }}\n')
    run = run_in_process("check", "--output-format", "github")
    assert {name for name, _, _ in read_commands(run.stdout)} == {command}


def test_github_has_no_columns_for_several_lines():
    [(_, properties, _)] = read_commands(load_format("github").render(report(span=((1, 4), (3, 2)))))
    assert properties == {"file": "a.py", "line": "2", "endLine": "4", "title": "CUR204 (workspace-collision)"}


# GitLab


def test_gitlab(project):
    told = read_json("gitlab", check("gitlab"))
    assert [one.pop("fingerprint") for one in told] != []
    assert told[0] == {
        "description": f"CUR105: {UNKNOWN_TYPE}",
        "check_name": "CUR105",
        "severity": "major",
        "location": {
            "path": f"sub folder/{ALICE}",
            "lines": {"begin": 2, "end": 2},
            "positions": {"begin": {"line": 2, "column": 59}, "end": {"line": 2, "column": 68}},
        },
    }
    assert [one["severity"] for one in told] == ["major", "minor", "minor"]


def test_gitlab_fingerprints_are_of_one_project_and_stay(project, tmp_path):
    write_fixture(tmp_path / "other", PROJECT)
    before = [one["fingerprint"] for one in read_json("gitlab", check("gitlab"))]
    assert len(before) == len(set(before)) == 6
    (project / ALICE).write_text("# one\n\n" + (project / ALICE).read_text())
    assert [one["fingerprint"] for one in read_json("gitlab", check("gitlab"))] == before


# SARIF


def test_sarif_results(project, tmp_path):
    [run] = read_json("sarif", check("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == f"{tmp_path.as_uri()}/"
    unknown, alice, _ = run["results"]
    assert rules[unknown["ruleIndex"]]["id"] == unknown["ruleId"] == "CUR105"
    assert unknown["level"] == "error"
    assert unknown["message"]["text"] == UNKNOWN_TYPE
    place = {
        "artifactLocation": {"uri": f"sub%20folder/{ALICE}", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 60, "endLine": 2, "endColumn": 69},
    }
    assert unknown["locations"] == [{"physicalLocation": place}]
    assert re.fullmatch("[0-9a-f]{32}", unknown["partialFingerprints"]["cursusRegistry/v1"])
    assert unknown["fixes"] == [
        {
            "description": {"text": "Change to 'Training'"},
            "artifactChanges": [
                {
                    "artifactLocation": place["artifactLocation"],
                    "replacements": [
                        {"deletedRegion": place["region"], "insertedContent": {"text": '"Training"'}},
                    ],
                }
            ],
            "properties": {"applicability": "unsafe"},
        }
    ]
    [other] = alice["relatedLocations"]
    assert (other["id"], other["message"]["text"]) == (1, "step of workspace bob")
    assert other["physicalLocation"]["artifactLocation"]["uri"] == f"sub%20folder/{BOB}"


def test_sarif_rules(project):
    [run] = read_json("sarif", check("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        module = RULES[rule["id"]]
        assert rule["name"] == module.NAME
        assert rule["helpUri"] == url_of(rule["id"])
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}: {module.NAME}\n")
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["defaultConfiguration"]["level"] == {1: "error", 2: "warning"}.get(module.SEVERITY, "note")
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]):
            assert 0 < len(text) <= 1024
            assert "\n" not in text
    collision = next(rule for rule in rules if rule["id"] == "CUR204")
    assert collision["shortDescription"]["text"] == "Two workspaces declare a step of the same name."
    assert collision["fullDescription"]["text"].startswith("Each sees only its own, so the same pipeline")
    assert "## Example" not in collision["fullDescription"]["text"]


def test_sarif_without_findings(project):
    run = run_in_process("check", "--output-format", "sarif", "--select", "CUR3")
    assert run.exit_code == 0
    assert read_json("sarif", run.stdout)["runs"][0]["results"] == []


@pytest.mark.parametrize(
    "name",
    ["a b.py", "a%20b.py", "a:b.py", "a#b?c.py", "ä漢🚀.py", "[x](1).py", "\udcff\udc80.py", "\n\x1b.py", "\udcffä.py"],
)
def test_sarif_uris_lead_back_to_the_file(name):
    told = read_json("sarif", load_format("sarif").render(report(path=f"/top/x/{name}")))
    [result] = told["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert path_of_uri(uri) == f"x/{name}"


def test_sarif_names_a_file_outside_of_the_checkout_in_full():
    told = read_json("sarif", load_format("sarif").render(report(path="/elsewhere/ä.py")))
    place = told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///elsewhere/%C3%A4.py"}


def test_sarif_of_a_checkout_at_the_top_of_the_disk():
    told = read_json("sarif", load_format("sarif").render(report(path="/a.py", base="/")))
    assert told["runs"][0]["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///"
    place = told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "a.py", "uriBaseId": "%SRCROOT%"}


# JUnit


def test_junit(project):
    root = read_junit(check("junit"))
    assert (root.tag, root.get("name"), root.get("errors")) == ("testsuites", "cursus-registry", "0")
    alice, bob, core = root
    assert [suite.get("name") for suite in root] == [
        f"sub folder/{path}" for path in (ALICE, BOB, "src/cursus/registry/step_names.py")
    ]
    [unknown, _] = alice
    assert unknown.get("name") == f"CUR105: {UNKNOWN_TYPE}"
    assert unknown.get("classname") == f"sub folder/{ALICE}"
    [failure] = unknown
    assert (failure.tag, failure.get("type"), failure.get("message")) == ("failure", "error", UNKNOWN_TYPE)
    assert failure.text.splitlines() == [
        f"sub folder/{ALICE}:2:59: error[CUR105] {UNKNOWN_TYPE}",
        url_of("CUR105"),
    ]
    assert f"sub folder/{ALICE}:3:5: step of workspace alice" in bob[0][0].text
    assert [(case.get("name"), len(case)) for case in core] == [("no findings", 0)]


@pytest.mark.parametrize("severity", ["information", "hint"])
def test_what_never_fails_is_no_failure_in_junit(project, severity):
    (project / "cursus-registry.toml").write_text(f'select = ["CUR204"]\nseverity = {{ CUR204 = "{severity}" }}\n')
    root = read_junit(run_in_process("check", "--output-format", "junit").stdout)
    assert root.get("failures") == "0"
    assert [case[0].tag for case in root.iter("testcase") if len(case)] == ["system-out"] * 2


# reviewdog


def test_rdjson(project):
    told = read_json("rdjson", check("rdjson"))
    assert told["source"]["name"] == "cursus-registry"
    unknown, alice, _ = told["diagnostics"]
    span = {"start": {"line": 2, "column": 63}, "end": {"line": 2, "column": 72}}  # columns in bytes
    assert unknown == {
        "message": UNKNOWN_TYPE,
        "location": {"path": f"sub folder/{ALICE}", "range": span},
        "severity": "ERROR",
        "code": {"value": "CUR105", "url": url_of("CUR105")},
        "suggestions": [{"range": span, "text": '"Training"'}],
    }
    assert "suggestions" not in alice
    assert alice["related_locations"][0]["location"]["path"] == f"sub folder/{BOB}"


def test_a_fix_of_several_edits_is_one_suggestion():
    source = SourceText("ä = 1\nb = 2\nc = 3\n".encode())
    edits = [Edit(Span(5, 6), "ö"), Edit(Span(13, 14), ""), Edit(Span(0, 2), "x")]
    fix = OfferedFix(
        "t",
        "manual",
        tuple(Replacement(source.range(edit.span, load_format("rdjson").COLUMNS), edit.new_text) for edit in edits),
    )
    told = read_json("rdjson", load_format("rdjson").render(report(fixes=(fix,), source=source)))
    [suggestion] = told["diagnostics"][0]["suggestions"]
    assert suggestion["range"] == {"start": {"line": 1, "column": 1}, "end": {"line": 3, "column": 2}}
    assert suggestion["text"] == "x = ö\nb = 2\n"
    whole = Span(0, 14)
    assert apply_edits(source.data, [Edit(whole, suggestion["text"])]) == apply_edits(source.data, edits)


# From where paths are told


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
@pytest.mark.parametrize("output_format", ["github", "gitlab", "sarif", "junit", "rdjson"])
def test_paths_start_at_the_top_that_ci_names(project, tmp_path, monkeypatch, variable, output_format):
    monkeypatch.chdir(project)
    monkeypatch.setenv(variable, f"{tmp_path}/")
    assert paths(output_format, check(output_format)) == {f"sub folder/{ALICE}", f"sub folder/{BOB}"}


@pytest.mark.parametrize("top", ["", "relative", "/nowhere", "{project}/src"])
@pytest.mark.parametrize("output_format", ["github", "sarif"])
def test_a_top_that_one_does_not_stand_in_is_not_ours(project, tmp_path, monkeypatch, top, output_format):
    monkeypatch.setenv("GITHUB_WORKSPACE", top.format(project=project))
    assert paths(output_format, check(output_format)) == {f"sub folder/{ALICE}", f"sub folder/{BOB}"}


def test_a_top_that_is_a_link(project, tmp_path, monkeypatch):
    link = tmp_path / "link"
    link.symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(link))
    monkeypatch.chdir(project)
    assert paths("github", check("github")) == {f"sub folder/{ALICE}", f"sub folder/{BOB}"}


def test_a_project_beside_the_working_directory_has_whole_paths(project, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert paths("github", check("github", str(project))) == {f"{project}/{ALICE}", f"{project}/{BOB}"}
    assert paths("sarif", check("sarif", str(project))) == {f"file://{project}/{ALICE}", f"file://{project}/{BOB}"}


def paths(output_format, text):
    """The paths of the findings in a report."""
    if output_format == "github":
        return {properties["file"] for _, properties, _ in read_commands(text)}
    if output_format == "junit":
        return {case.get("classname") for case in read_junit(text).iter("testcase") if len(case)}
    told = read_json(output_format, text)
    if output_format == "gitlab":
        return {one["location"]["path"] for one in told}
    if output_format == "rdjson":
        return {one["location"]["path"] for one in told["diagnostics"]}
    places = [result["locations"][0]["physicalLocation"] for result in told["runs"][0]["results"]]
    return {path_of_uri(place["artifactLocation"]["uri"]) for place in places}


# All of them


@pytest.mark.parametrize("output_format", FORMATS)
def test_two_runs_print_the_same(project, output_format):
    assert check(output_format) == check(output_format)


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_format_is_read_when_it_is_asked_for(project, output_format):
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from cursus_registry.cli import cli\n"
        f"CliRunner().invoke(cli, ['check', '--output-format', {output_format!r}, {str(project)!r}])\n"
        "print(*(name.rpartition('.')[2] for name in sys.modules if name.startswith('cursus_registry.cli.formats.')))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    shared = {"plain", "json_text", "json"}
    assert set(run.stdout.split()) - shared == {output_format} - shared


def report(span=((0, 0), (0, 1)), path="/top/a.py", fixes=(), source=None, base="/top"):
    """A report of one finding."""
    place = Range(*(Position(*corner) for corner in span))
    found = Diagnostic(
        "CUR204",
        "workspace-collision",
        Severity.WARNING,
        "message",
        url_of("CUR204"),
        path,
        place,
        (RelatedPlace(path, place, "here"),),
        (),
        fixes,
        "0" * 32,
    )
    return Report(base, base, [found], {path: source or SourceText(b"text\n" * 5)}, [path])


def test_the_schemas_refuse_what_is_wrong():
    for output_format, wrong in (
        ("gitlab", [{"description": "d", "check_name": "c", "fingerprint": "f", "severity": "bad", "location": {}}]),
        ("sarif", {"version": "2.1.0", "runs": [{"results": []}]}),
        ("rdjson", {"diagnostics": [{"message": "m"}]}),
    ):
        with pytest.raises(Exception, match=r"required|is not"):
            read_json(output_format, json.dumps(wrong))
    with pytest.raises(Exception, match="name"):
        read_junit('<testsuites><testsuite tests="0" failures="0" errors="0"/></testsuites>')
