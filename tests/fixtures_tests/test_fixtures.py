"""The checkouts below fixtures/ are what their pages say."""

import importlib.util
import json
from pathlib import Path

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.files import Disk
from cursus_registry.project import Project
from cursus_registry.resolution.effective import effective_entry, plain_value
from cursus_registry.resolution.strategies import Mode, ResolutionContext, Strategy, resolve_with_strategy
from support.terminal import run_in_process

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SCENARIOS = sorted(path.name for path in (FIXTURES / "scenarios").iterdir())


def codes_of(root):
    """The codes found in each file, sorted, by path below the root; files without findings are left out."""
    snapshot = Project(Disk(), root.as_posix()).load_all()
    found = {path: [finding.code for finding in snapshot.check(path)] for path in snapshot.judged()}
    return {Path(path).relative_to(root).as_posix(): sorted(codes) for path, codes in found.items() if codes}


def test_the_broken_checkout_shows_every_rule():
    assert {code for codes in codes_of(FIXTURES / "broken").values() for code in codes} == set(RULES)


@pytest.mark.parametrize("name", ["healthy", "interfaces"])
def test_nothing_is_found_in_a_checkout_without_mistakes(name):
    assert codes_of(FIXTURES / name) == {}


def test_the_steps_of_interface_files_are_those_that_the_checkout_makes_of_them():
    root = FIXTURES / "interfaces"
    table = module_of(root / "src/cursus/registry/interface_registry_loader.py").load_table()
    view = Project(Disk(), root.as_posix()).load_all().view
    found = {name: plain_entry(effective_entry(view, row)) for name, row in view.base.steps.items()}
    assert len(found) == 13
    assert found == table


def plain_entry(fields):
    return {name: plain_value(field.value) for name, field in fields.items()}


def module_of(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_findings_of_a_scenario(scenario):
    root = FIXTURES / "scenarios" / scenario
    expected = json.loads((root / "expected.json").read_text())
    assert codes_of(root) == {path: sorted(codes) for path, codes in expected["codes"].items()}


def expected_of(part):
    for scenario in SCENARIOS:
        expected = json.loads((FIXTURES / "scenarios" / scenario / "expected.json").read_text())
        for number, one in enumerate(expected[part]):
            yield pytest.param(scenario, one, id=f"{scenario}-{one.get('workspace')}-{one['name']}-{number}")


@pytest.mark.parametrize(("scenario", "lookup"), list(expected_of("lookups")))
def test_the_lookups_of_a_scenario(scenario, lookup, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    workspace = ["--workspace", lookup["workspace"]] if lookup["workspace"] else []
    project = str(FIXTURES / "scenarios" / scenario)
    run = run_in_process("resolve", lookup["name"], *workspace, "--project", project, "--output-format", "json")
    found = json.loads(run.stdout)
    assert {key: found[key] for key in ("name", "workspace", "status", "namespace")} == {
        key: lookup[key] for key in ("name", "workspace", "status", "namespace")
    }
    assert run.exit_code == (0 if lookup["status"] == "resolved" else 1)


@pytest.mark.parametrize(("scenario", "resolution"), list(expected_of("resolutions")))
def test_the_resolutions_of_a_scenario(scenario, resolution):
    view = Project(Disk(), (FIXTURES / "scenarios" / scenario).as_posix()).load_all().view
    context = ResolutionContext(
        workspace=resolution["workspace"],
        preferred_framework=resolution.get("framework"),
        environment_tags=tuple(resolution.get("environment_tags", ())),
        strategy=Strategy(resolution["asked"]) if "asked" in resolution else None,
        mode=Mode(resolution.get("mode", "automatic")),
    )
    found = resolve_with_strategy(view, resolution["name"], context)
    assert {
        "outcome": found.outcome.value,
        "namespace": found.chosen.namespace if found.chosen else None,
        "strategy": found.strategy,
        "stated": found.stated.name.lower(),
    } == {key: resolution[key] for key in ("outcome", "namespace", "strategy", "stated")}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_conflicts_of_a_scenario(scenario):
    project = FIXTURES / "scenarios" / scenario
    expected = json.loads((project / "expected.json").read_text())["conflicts"]
    run = run_in_process("conflicts", "--project", str(project), "--output-format", "json")
    found = json.loads(run.stdout)["conflicts"]
    assert run.exit_code == 1
    assert [
        (one["name"], one["type"], one["severity"], [definition["namespace"] for definition in one["definitions"]])
        for one in found
    ] == [(one["name"], one["type"], one["severity"], one["namespaces"]) for one in expected]


@pytest.fixture(scope="module")
def generate():
    return module_of(FIXTURES / "generate.py")


def contents(root):
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_one_seed_gives_the_same_bytes(generate, tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate.generate(tmp_path / name, workspaces=5, steps=4, seed=seed, pipelines=2)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")
    assert len(contents(tmp_path / "a")) == 3 + 5 + 2


def test_a_generated_project_has_one_common_step_and_no_other_fault(generate, tmp_path):
    generate.generate(tmp_path / "new", workspaces=30, steps=10, seed=3, pipelines=5)
    found = codes_of(tmp_path / "new")
    assert len(found) == 30
    assert {code for codes in found.values() for code in codes} == {"CUR204"}


def test_nothing_is_generated_over_anything(generate, tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("kept")
    assert generate.main([str(tmp_path)]) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert contents(tmp_path) == {Path("kept.txt"): b"kept"}
