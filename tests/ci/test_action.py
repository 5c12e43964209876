"""The action for GitHub: its steps as bash runs them, with inputs that only ever reach them as variables."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.checks import CORE, registry
from support.editor import write_fixture
from support.reports import read_commands
from support.terminal import environment

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK = ACTION["runs"]["steps"]
ALICE = registry("alice").lstrip("/")
EVIL = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "' && touch pwned '",
    '" && touch pwned "',
    "$'\\ntouch pwned'",
    "*",
    "~",
]


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a project in a folder whose name has spaces, and a place for the runner's own files."""
    text = 'WORKSPACE_STEPS = {"New": {"sagemaker_step_type": "Trainin", "description": "d", "builder_step_name": "NewStepBuilder", "config_class": "NewConfig", "spec_type": "New"}}\n'
    write_fixture(tmp_path / "check out" / "my project", f"{CORE}\n#- /{ALICE}\n{text}")
    (tmp_path / "runner temp").mkdir()
    return tmp_path / "check out"


def run(step, checkout, path=None, **inputs):
    """Run a step as the runner does: inputs and contexts are put into its `env`, and its script is left as it is."""
    given = {name: inputs.pop(name.replace("-", "_"), body["default"]) for name, body in ACTION["inputs"].items()}
    assert not inputs
    contexts = {"github.action_path": str(ROOT), "runner.temp": str(checkout.parent / "runner temp")}
    contexts |= {f"inputs.{name}": value for name, value in given.items()}
    variables = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda match: contexts[match[1]], text) for name, text in step["env"].items()
    }
    more = {"GITHUB_WORKSPACE": str(checkout), **variables, **({"PATH": path} if path else {})}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=checkout, env=environment(more), capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def installed(checkout):
    """What the first step leaves behind, with this checkout's code: a folder with the command in it."""
    folder = checkout.parent / "runner temp" / "cursus-registry" / "bin"
    folder.mkdir(parents=True)
    script = folder / "cursus-registry"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cursus_registry "$@"\n')
    script.chmod(0o755)
    return folder


def test_no_input_is_written_into_a_script():
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    used = {
        name
        for step in (INSTALL, CHECK)
        for text in step["env"].values()
        for name in re.findall(r"inputs\.([\w-]+)", text)
    }
    assert used == set(ACTION["inputs"])


def test_annotations(checkout, installed):
    done = run(CHECK, checkout)
    assert (done.returncode, done.stderr) == (1, "")
    [(name, properties, message)] = read_commands(done.stdout)
    assert name == "error"
    assert properties["file"] == f"my project/{ALICE}"
    assert "'Trainin'" in message


@pytest.mark.parametrize(
    ("inputs", "code", "words"),
    [
        ({"fail_on": "never"}, 0, "::error file="),
        ({"output_format": "concise"}, 1, "error[CUR105]"),
        ({"args": "--select CUR2"}, 0, ""),
        ({"args": "--ignore\nCUR1\n --statistics", "output_format": "full"}, 0, "No findings in 2 files"),
        ({"paths": "my project/src"}, 0, ""),
        ({"paths": f"my project/src\r\n\nmy project/{ALICE}\n"}, 1, "::error file="),
        ({"paths": ""}, 1, "::error file="),
    ],
)
def test_inputs(checkout, installed, inputs, code, words):
    done = run(CHECK, checkout, **inputs)
    assert (done.returncode, done.stderr) == (code, "")
    assert words in done.stdout


@pytest.mark.parametrize(
    "inputs", [{"fail_on": "hint"}, {"output_format": "xml"}, {"args": "--nothing"}, {"paths": "--exit-zero"}]
)
def test_inputs_that_mean_nothing_fail(checkout, installed, inputs):
    done = run(CHECK, checkout, **inputs)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr


@pytest.mark.parametrize("evil", [" ".join(EVIL), "\n".join(EVIL)])
@pytest.mark.parametrize("name", ["paths", "args", "output_format", "fail_on"])
def test_no_input_is_run(checkout, installed, name, evil):
    done = run(CHECK, checkout, **{name: evil})
    assert done.returncode == 2
    assert [path.name for path in checkout.rglob("*pwned*")] == []
    assert list(checkout.iterdir()) == [checkout / "my project"]


# Installation, with a Python that only notes what it is asked to do


@pytest.fixture
def python(checkout):
    """A folder with a `python3` that notes its arguments, and makes a folder where it is asked for an environment."""
    folder = checkout.parent / "tools"
    folder.mkdir()
    script = folder / "python3"
    script.write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" >> {shlex.quote(str(checkout.parent / 'asked'))}\n"
        'if [ "$1" = -c ]; then exit "${TOO_OLD:-0}"; fi\n'
        'if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi\n'
    )
    script.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def asked(checkout):
    return (checkout.parent / "asked").read_text().splitlines()


@pytest.mark.parametrize(
    ("version", "package"),
    [("", str(ROOT)), ("1.2.3", "cursus-registry==1.2.3"), ("2!1.0rc1+local", "cursus-registry==2!1.0rc1+local")],
)
def test_what_is_installed(checkout, python, version, package):
    done = run(INSTALL, checkout, python, version=version)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    folder = str(checkout.parent / "runner temp" / "cursus-registry")
    assert asked(checkout)[2:] == [
        *("-m", "venv", folder),
        *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", package),
    ]


@pytest.mark.parametrize("version", [*EVIL, "1.0 --index-url x", "1.0 @ file:///x", "-r x", "1.0\n2.0", "1.0;x"])
def test_a_version_that_is_none(checkout, python, version):
    done = run(INSTALL, checkout, python, version=version)
    assert done.returncode == 2
    assert done.stdout == "::error::the input 'version' is no version; write it as 1.2.3\n"
    assert asked(checkout)[0] == "-c"
    assert len(asked(checkout)) == 2


def test_a_python_that_is_too_old(checkout, python, monkeypatch):
    monkeypatch.setenv("TOO_OLD", "1")
    done = run(INSTALL, checkout, python)
    assert done.returncode == 2
    assert done.stdout.startswith("::error::cursus-registry needs Python 3.11 or newer")


def test_no_python_at_all(checkout, tmp_path):
    (tmp_path / "empty").mkdir()
    bash = subprocess.run(["which", "bash"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "empty" / "bash").symlink_to(bash)
    done = run(INSTALL, checkout, str(tmp_path / "empty"))
    assert done.returncode == 2
    assert done.stdout.startswith("::error::cursus-registry needs Python 3.11 or newer")
