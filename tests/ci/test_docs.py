"""What docs/ci.md tells people to write can be written so."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from cursus_registry.cli import cli
from cursus_registry.cli.formats import FORMATS
from cursus_registry.files import Memory
from cursus_registry.settings import read_settings
from support.checks import CORE, registry
from support.editor import write_fixture

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def blocks(language):
    found = re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert found
    return found


def commands():
    """Each call of `cursus-registry check` in the blocks, as words."""
    lines = [line for language in ("sh", "yaml") for block in blocks(language) for line in block.splitlines()]
    calls = [line[line.index("cursus-registry check") :] for line in lines if "cursus-registry check" in line]
    return [shlex.split(re.split(r"[|<]", call)[0])[2:] for call in calls]


def test_the_options_exist():
    group = cli.make_context("cursus-registry", [], resilient_parsing=True)  # a command keeps the help options it meets
    command = cli.get_command(group, "check")
    known = {option: parameter for parameter in command.params for option in parameter.opts}
    assert len(commands()) >= 6
    for words in commands():
        assert {word for word in words if word.startswith("--")} <= set(known)
        command.make_parser(click.Context(command, parent=group)).parse_args(list(words))


def test_every_option_and_format_is_explained():
    command = cli.get_command(click.Context(cli), "check")
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options - {"--help"} if f"`{option}" not in TEXT} == set()
    assert {name for name in FORMATS if f"| `{name}` |" not in TEXT} == set()


def test_the_workflows_use_the_inputs_of_the_action():
    jobs = [job for block in blocks("yaml") for job in yaml.safe_load(block).get("jobs", {}).values()]
    steps = [step for job in jobs for step in job["steps"] if step.get("uses", "").startswith("cursus-registry/")]
    assert steps
    assert {name for step in steps for name in step["with"]} <= set(ACTION["inputs"])
    rows = dict(re.findall(r"^\| `([\w-]+)` \| .* \| (?:`(.*)`)? ?\|$", TEXT[TEXT.index("| input |") :], re.MULTILINE))
    assert {name: rows[name] for name in ACTION["inputs"]} == {
        name: body["default"] for name, body in ACTION["inputs"].items()
    }


def test_the_hook_exists():
    [repos] = [document["repos"] for block in blocks("yaml") if "repos" in (document := yaml.safe_load(block))]
    assert [hook["id"] for repo in repos for hook in repo["hooks"]] == [HOOK["id"]]


def test_the_settings_can_be_set():
    [ours] = [block for block in blocks("toml") if "cursus-registry" in block]
    read = read_settings(Memory({"/pyproject.toml": ours}), "/")
    assert (read.settings.baseline, read.problems) == ("registries-baseline.json", ())
    assert read_settings(Memory({"/pyproject.toml": ours.replace("baseline =", "basline =")}), "/").problems


@pytest.mark.parametrize("external", [True, False])
def test_ruff_keeps_the_comments_of_codes_that_it_is_told_of(tmp_path, external):
    [settings] = [block for block in blocks("toml") if "tool.ruff" in block]
    assert tomllib.loads(settings)
    (tmp_path / "pyproject.toml").write_text(settings if external else "")
    (tmp_path / "a.py").write_text('LOCAL_STEPS = {\n    "Sampling": {},  # noqa: CUR204\n}\n')
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff"
    command = [ruff, "check", "--no-cache", "--select", "RUF", "--output-format", "concise", "a.py"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == (0 if external else 1), run.stdout + run.stderr
    assert ("RUF102" in run.stdout) != external


def test_the_other_comment_silences_too(tmp_path):
    text = "STEP_OVERRIDES = {\n    'Nothing': {},  # cursus: ignore[CUR205]\n}\n"
    write_fixture(tmp_path, f"{CORE}\n#- {registry('alice')}\n{text}")
    run = subprocess.run([sys.executable, "-m", "cursus_registry", "check"], cwd=tmp_path, check=False, timeout=60)
    assert run.returncode == 0
