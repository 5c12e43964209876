"""The rules of the house: who may import whom, how long a thing may be, what every module must have."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cursus_registry.cli import cli

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server" / "cursus_registry"
MODULES = {path.relative_to(SERVER).as_posix(): path.read_text(encoding="utf-8") for path in SERVER.rglob("*.py")}
TREES = {name: ast.parse(text) for name, text in MODULES.items()}
README = (ROOT / "README.md").read_text(encoding="utf-8")
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "handler", "processor"}
ALLOWED = {
    "jedi": "components/inference.py",
    "parso": "components/inference.py",
    "pygls": "lsp/",
    "lsprotocol": "lsp/",
    "click": "cli/",
    "tomlkit": "settings/",
    "tree_sitter": "",
    "yaml": "syntax/yaml/",
}


def imported(tree):
    """The packages that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node):
    return node.end_lineno - node.lineno + 1


def test_there_is_a_house():
    assert len(MODULES) > 50


def test_each_floor_knows_only_those_below_it():
    # in a process of its own: it takes all loggers of this one for its own
    code = f"from importlinter.cli import lint_imports as run; raise SystemExit(run({str(ROOT / 'pyproject.toml')!r}, no_cache=True))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("package", ALLOWED)
def test_who_imports_what_comes_from_outside(package):
    importers = {name for name, tree in TREES.items() if package in imported(tree)}
    assert {name for name in importers if not name.startswith(ALLOWED[package])} == set()


def test_only_files_settings_and_the_command_line_touch_the_disk():
    calls = re.compile(
        r"\bopen\(|\.read_(?:text|bytes)\(|\.write_(?:text|bytes)\(|\bos\.(?:environ|listdir|scandir|walk)\b"
    )
    no_calls = re.compile(r"(?:def|files|overlay)[ .]open\(|'''.*?'''", re.DOTALL)  # the texts of new files are no code
    users = {name for name, text in MODULES.items() if calls.search(no_calls.sub("", text))}
    assert {name for name in users if not name.startswith(("files/", "cli/", "settings", "lsp/"))} == set()


def test_the_modules_are_short():
    lines = {name: text.count("\n") for name, text in MODULES.items()}
    assert sum(count <= 300 for count in lines.values()) >= 0.9 * len(lines)


@pytest.mark.parametrize("house", ["server", "tests"])
def test_no_module_is_long_and_few_functions_are(house):
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / house).rglob("*.py")}
    assert {path.name for path, text in texts.items() if text.count("\n") > 500} == set()
    lengths = [
        (path.name, node.name, length(node)) for path, text in texts.items() for node in functions(ast.parse(text))
    ]
    assert {(where, name) for where, name, lines in lengths if lines > 60} == set()
    assert sum(lines < 40 for *_, lines in lengths) >= 0.9 * len(lengths)


def test_every_module_says_what_it_is():
    empty = {name for name, text in MODULES.items() if not text.strip() and name.endswith("__init__.py")}
    assert {name for name, tree in TREES.items() if not ast.get_docstring(tree)} - empty == set()


def test_every_package_says_what_it_is():
    packages = {path.parent for path in SERVER.rglob("*.py")}
    assert {str(path.relative_to(SERVER)) for path in packages if not ast.get_docstring(_init(path))} == set()


def _init(package):
    return ast.parse((package / "__init__.py").read_text(encoding="utf-8"))


def test_no_exception_is_swallowed_without_a_word():
    handlers = [
        (name, node) for name, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)
    ]
    assert handlers
    silent = {(name, node.lineno) for name, node in handlers if all(isinstance(line, ast.Pass) for line in node.body)}
    bare = {(name, node.lineno) for name, node in handlers if node.type is None}
    assert silent | bare == set()


def test_names_say_what_is_meant():
    parts = {part for name in MODULES for part in name.removesuffix(".py").split("/")}
    classes = {node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert {part for part in parts if VAGUE & set(part.split("_"))} == set()
    assert {name for name in classes if name.endswith(("Handler", "Processor", "Helper", "Utils"))} == set()


def test_no_flags_in_signatures():
    """A boolean is given by name, so that a call can be read."""
    flags = {
        (name, node.name, argument.arg)
        for name, tree in TREES.items()
        for node in functions(tree)
        for argument in (*node.args.posonlyargs, *node.args.args)
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool"
    }
    assert {flag for flag in flags if not flag[0].startswith("cli/")} == set()


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module", ["cursus_registry", "cursus_registry.cli", "cursus_registry.cli.check", "cursus_registry.features"]
)
def test_what_needs_no_server_loads_none(module):
    loaded = run(f"import sys, {module}; print(*sys.modules)")
    assert module in loaded
    assert {name for name in loaded if name.partition(".")[0] in {"pygls", "lsprotocol", "jedi"}} == set()


def test_the_server_never_loads_what_looks_outside_in_a_process_of_its_own():
    loaded = run("import sys, cursus_registry.lsp.create, cursus_registry.lsp.stdio; print(*sys.modules)")
    assert "cursus_registry.components.worker" in loaded
    assert {name for name in loaded if name.partition(".")[0] in {"jedi", "parso"}} == set()
    assert "cursus_registry.components.inference" not in loaded


@pytest.mark.parametrize("name", ["healthy", "interfaces"])
def test_a_check_loads_no_server_and_asks_nobody_about_ordinary_yaml(name):
    loaded = run(
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from cursus_registry.cli import cli\n"
        f"CliRunner().invoke(cli, ['check', {str(ROOT / 'fixtures' / name)!r}])\n"
        "print(*sys.modules)"
    )
    assert "cursus_registry.checks.run" in loaded
    assert ("cursus_registry.syntax.yaml" in loaded) == (name == "interfaces")
    assert {name for name in loaded if name.partition(".")[0] in {"pygls", "lsprotocol", "jedi", "yaml"}} == set()


def test_a_check_loads_nothing_to_read_settings_compare_names_or_parse_requirements_where_none_needs_it():
    loaded = run(
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from cursus_registry.cli import cli\n"
        f"CliRunner().invoke(cli, ['check', {str(ROOT / 'fixtures' / 'healthy')!r}])\n"
        "print(*sys.modules)"
    )
    assert "cursus_registry.settings.reading" in loaded
    needless = {"pydantic", "pydantic_core", "tree_sitter_toml", "tomllib", "rapidfuzz", "packaging"}
    assert loaded & needless == set()


def test_no_test_is_skipped():
    words = re.compile(r"(?:mark|pytest)\.(?:skip\w*|xfail|importorskip)|unittest\.skip|@skip")
    tests = {
        path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)
    }
    assert {path.name for path, text in tests.items() if words.search(text)} == set()


def commands():
    """What the README's code blocks call, by `&&` and line."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [command.split() for block in blocks for line in block.splitlines() for command in line.split("&&")]


def test_the_commands_of_the_readme_exist():
    calls = [words[1:] for words in commands() if words and words[0].endswith("cursus-registry")]
    assert calls
    for name, *words in calls:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, name
        options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word.partition("=")[0] for word in words if word.startswith("-")} <= options
        assert {word for word in words if word.startswith("fixtures/") and not (ROOT / word).exists()} == set()


def test_nox_knows_the_habits():
    assert any(words[0].endswith("nox") for words in commands() if words)
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    sessions = {node.name for node in functions(tree) if node.decorator_list}
    assert {"lint", "types", "tests"} <= sessions
