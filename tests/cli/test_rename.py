"""`rename`: a step gets another name in all files together or in none; what stands in its way is a sentence."""

import json
import os
import subprocess

import pytest

from support.checks import CORE, registry
from support.editor import contents, write_fixture
from support.terminal import run_in_process

CORE_FILE = "src/cursus/registry/step_names.py"
ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
CONFIG, INIT = "src/cursus/steps/configs/config_package_step.py", "src/cursus/steps/configs/__init__.py"
PROJECT = f"""{CORE}
#- /{ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- /{BOB}
WORKSPACE_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "Samples"}},
}}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name

get_config_class_name("Package_training")
#- /{CONFIG}
class PackageConfig:
    name = "ä"
#- /{INIT}
from .config_package_step import PackageConfig
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rename(*arguments):
    return run_in_process("rename", *arguments)


def records(root):
    lines = (root / ".cursus-registry/audit.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_core_step_and_its_overrides_get_another_name_and_back(project):
    before = contents(project)
    run = rename("Package", "Bundle")
    assert run.exit_code == 0, run.stderr
    assert run.stdout.splitlines()[:5] == [
        "Renamed Package to Bundle",
        f"  {ALICE}",
        "  pipelines/fraud.py",
        f"  {CORE_FILE}",
        "left as they are: classes and files; --with-classes renames them too",
    ]
    after = contents(project)
    assert b'"Bundle": {"description"' in after[ALICE]
    assert b'"Bundle_training"' in after["pipelines/fraud.py"]
    assert after[CONFIG] == before[CONFIG]
    assert [one["what"] for one in records(project)] == ["rename Package to Bundle"] * 3
    assert rename("Bundle", "Package").exit_code == 0
    assert contents(project) == before


def test_classes_and_files_on_request_and_back(project):
    before = contents(project)
    run = rename("Package", "Bundle", "--with-classes")
    assert run.exit_code == 0, run.stderr
    moved = CONFIG.replace("package", "bundle")
    assert f"  {CONFIG} -> {moved}" in run.stdout.splitlines()
    after = contents(project)
    assert CONFIG not in after
    assert after[moved] == before[CONFIG].replace(b"Package", b"Bundle")
    assert after[INIT] == b"from .config_bundle_step import BundleConfig\n"
    assert any("moved to" in one["what"] for one in records(project))
    assert rename("Bundle", "Package", "--with-classes").exit_code == 0
    assert contents(project) == before


def test_a_moved_file_keeps_its_encoding_and_its_mode(project):
    text = "# -*- coding: latin-1 -*-\nclass PackageConfig:\n    name = 'ä'\n".encode("latin-1")
    (project / CONFIG).write_bytes(text)
    (project / CONFIG).chmod(0o640)
    assert rename("Package", "Bundle", "--with-classes").exit_code == 0
    moved = project / CONFIG.replace("package", "bundle")
    assert moved.read_bytes() == text.replace(b"Package", b"Bundle")
    assert moved.stat().st_mode & 0o777 == 0o640


def test_the_diff_can_be_applied_and_changes_nothing(project):
    before = contents(project)
    run = rename("Package", "Bundle", "--with-classes", "--diff")
    assert run.exit_code == 1
    assert run.stderr.startswith("Would rename Package to Bundle\n")
    assert contents(project) == before
    subprocess.run(["git", "apply", "-p0", "-"], input=run.stdout.encode(), cwd=project, check=True)
    patched = {path: data for path, data in contents(project).items() if data}
    for path, data in before.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)
    (project / CONFIG.replace("package", "bundle")).unlink()
    assert rename("Package", "Bundle", "--with-classes").exit_code == 0
    assert contents(project) == patched


def test_a_workspace_is_named_or_stood_in(project, monkeypatch):
    assert rename("Sampling", "Pruning").exit_code == 2
    run = rename("Sampling", "Pruning", "--workspace", "bob")
    assert (run.exit_code, run.stdout.splitlines()[1:]) == (0, [f"  {BOB}"])
    monkeypatch.chdir((project / BOB).parent)
    assert rename("Pruning", "Sampling").exit_code == 0


def test_the_same_name_changes_nothing(project):
    run = rename("Package", "Package")
    assert (run.exit_code, run.stdout) == (0, "Nothing was changed: the name is Package already\n")
    assert rename("Package", "Package", "--diff").exit_code == 0
    assert not (project / ".cursus-registry").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Pakage", "Bundle"), "no step 'Pakage' can be seen in the core; did you mean Package?"),
        (("Package", "Sampling"), "'Sampling' is taken: workspace 'bob' declares it already"),
        (("Package", "Bun dle"), "letters, digits"),
        (("Package", "Bundle", "--workspace", "carol"), "no workspace 'carol'"),
    ],
)
def test_refused_with_a_sentence_and_nothing_changed(project, arguments, words):
    before = contents(project)
    for more in ([], ["--diff"]):
        run = rename(*arguments, *more)
        assert (run.exit_code, run.stdout) == (2, "")
        assert words in run.stderr
    assert contents(project) == before
    assert not (project / ".cursus-registry").exists()


def test_a_file_that_is_read_only_is_named(project, monkeypatch):
    before = contents(project)
    (project / "pipelines/fraud.py").chmod(0o444)
    for path in project.rglob("*.py"):
        os.utime(path, (1, 1))
    run = rename("Package", "Bundle")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "pipelines/fraud.py" in run.stderr
    assert "read-only" in run.stderr
    assert contents(project) == before


def test_a_file_that_is_a_link_is_not_moved(project):
    real = project / "elsewhere.txt"
    (project / CONFIG).rename(real)
    (project / CONFIG).symlink_to(real)
    before = contents(project)
    run = rename("Package", "Bundle", "--with-classes")
    assert run.exit_code == 2, run.stdout
    assert "it is a link; move it by hand" in run.stderr
    assert contents(project) == before


def test_what_is_found_more_is_told(project):
    run = rename("Package", "bundle_it")
    assert run.exit_code == 0
    assert f"warning[CUR501] in {CORE_FILE}: 'bundle_it' is not in PascalCase; write 'BundleIt'" in run.stdout


def test_other_strings_stay_and_the_command_says_where(project):
    lines = "".join(f'{"ä🚀"!r}, ["Package"]\n' for _ in range(6))
    (project / "pipelines" / "order.py").write_text(lines, encoding="utf-8")
    run = rename("Package", "Bundle", "--with-classes")
    assert run.exit_code == 0, run.stderr
    shown = ", ".join(f"pipelines/order.py:{line}" for line in range(1, 6))
    assert f"strings that only equal the name stay, look at them: {shown}, 1 more" in run.stdout
    assert (project / "pipelines" / "order.py").read_text("utf-8") == lines


def test_a_file_with_a_string_alone_need_not_be_writable(project):
    tool = project / "pipelines" / "tool.py"
    tool.write_text('NAME = "Package"\n', encoding="utf-8")
    tool.chmod(0o444)
    os.utime(tool, (1, 1))
    run = rename("Package", "Bundle")
    assert run.exit_code == 0, run.stderr
    assert "strings that only equal the name stay, look at them: pipelines/tool.py:1" in run.stdout
    assert tool.read_text("utf-8") == 'NAME = "Package"\n'
