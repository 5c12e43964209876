"""`check --fix`, `--unsafe-fixes` and `--diff`: what is written, what is shown, what is left alone."""

import errno
import json
import os
import subprocess
from contextlib import suppress

import pytest

from cursus_registry.files import Disk
from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.terminal import COMMAND, run_as_process, run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
PIPELINE = "pipelines/fraud.py"
SAFE = 'WORKSPACE_METADATA = {"developer_id": "alicia"}'
UNSAFE = '"sagemaker_step_type": "Trainin"'
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{
    "GraphSampling": {{{UNSAFE}, "description": "Samples", {classes("GraphSampling")}}},
}}
{SAFE}
#- /{BOB}
LOCAL_STEPS = {{
    "GraphPruning": {{"description": "Prunes", {classes("GraphPruning")}}},
}}
#- /{PIPELINE}
from cursus.registry.step_names import get_config_class_name

get_config_class_name("MIMSPackaging")
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def contents(folder):
    """All files but the record of what was changed."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".cursus-registry" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def replaced(files, *changes):
    """The files with one text in the place of another."""
    after = dict(files)
    for path, old, new in changes:
        assert old.encode() in after[path]
        after[path] = after[path].replace(old.encode(), new.encode())
    return after


SAFE_CHANGES = [(ALICE, '"alicia"', '"alice"'), (PIPELINE, "MIMSPackaging", "Package")]
ALL_CHANGES = [*SAFE_CHANGES, (ALICE, '"Trainin"', '"Training"')]


def codes(run):
    return [one["code"] for one in json.loads(run.stdout)["diagnostics"]]


def test_fix_mends_what_is_safe_and_reports_the_rest(project):
    before = contents(project)
    run = run_in_process("check", "--fix", "--output-format", "json")
    assert contents(project) == replaced(before, *SAFE_CHANGES)
    assert codes(run) == ["CUR105", "CUR101"]
    assert run.exit_code == 1
    assert run.stderr == "Fixed 2 findings in 2 files; 1 more can be fixed with --unsafe-fixes\n"


def test_unsafe_fixes_mend_more_but_never_choose(project):
    before = contents(project)
    run = run_in_process("check", "--fix", "--unsafe-fixes", "--output-format", "json")
    assert contents(project) == replaced(before, *ALL_CHANGES)
    assert codes(run) == ["CUR101"], "only a person knows the type of a step"
    assert run.stderr == "Fixed 3 findings in 2 files\n"


def test_when_all_is_mended_the_exit_code_is_0(project):
    run = run_in_process("check", "--fix", "--unsafe-fixes", "developer_workspaces/developers/alice", PIPELINE)
    assert run.exit_code == 0
    assert run.stdout.startswith("No findings")


def test_a_second_time_there_is_nothing_to_fix(project):
    run_in_process("check", "--fix", "--unsafe-fixes")
    after = contents(project)
    run = run_in_process("check", "--fix", "--unsafe-fixes")
    assert run.stderr == "Fixed 0 findings\n"
    assert contents(project) == after


def test_what_is_reported_after_fixing_is_what_a_new_run_reports(project):
    fixed = run_in_process("check", "--fix", "--unsafe-fixes")
    assert run_in_process("check").stdout == fixed.stdout


def test_the_paths_and_codes_choose_what_is_fixed(project):
    before = contents(project)
    run_in_process("check", "--fix", PIPELINE)
    assert contents(project) == replaced(before, SAFE_CHANGES[1])
    run_in_process("check", "--fix", "--unsafe-fixes", "--select", "CUR1")
    assert contents(project) == replaced(before, SAFE_CHANGES[1], ALL_CHANGES[2])
    run_in_process("check", "--fix", "--ignore", "CUR401")
    assert contents(project) == replaced(before, SAFE_CHANGES[1], ALL_CHANGES[2])


def test_the_settings_choose_too(project):
    (project / "cursus-registry.toml").write_text('ignore = ["CUR3"]\nseverity = { CUR401 = "off" }\n')
    before = contents(project)
    assert run_in_process("check", "--fix").stderr.startswith("Fixed 0 findings")
    assert contents(project) == before


def test_what_a_comment_silences_is_not_fixed(project):
    path = project / ALICE
    path.write_text(path.read_text().replace(SAFE, f"{SAFE}  # noqa: CUR401"))
    before = contents(project)
    run_in_process("check", "--fix")
    assert contents(project) == replaced(before, SAFE_CHANGES[1])


def test_diff_shows_and_writes_nothing(project):
    before = contents(project)
    run = run_in_process("check", "--diff")
    assert run.stdout == (
        f"--- {ALICE}\n+++ {ALICE}\n@@ -1,4 +1,4 @@\n WORKSPACE_STEPS = {{\n"
        f'     "GraphSampling": {{{UNSAFE}, "description": "Samples", {classes("GraphSampling")}}},\n }}\n'
        f"-{SAFE}\n+{SAFE.replace('alicia', 'alice')}\n"
        f"--- {PIPELINE}\n+++ {PIPELINE}\n@@ -1,3 +1,3 @@\n"
        " from cursus.registry.step_names import get_config_class_name\n \n"
        '-get_config_class_name("MIMSPackaging")\n+get_config_class_name("Package")\n'
    )
    assert run.stderr == "Would fix 2 findings in 2 files; 1 more can be fixed with --unsafe-fixes\n"
    assert run.exit_code == 1
    assert contents(project) == before


def test_a_diff_can_be_applied(project):
    (project / BOB).write_bytes(
        b'\xef\xbb\xbfLOCAL_STEPS = {}\r\n\r\nWORKSPACE_METADATA = {"developer_id": "rob"}  # \xc3\xa9'
    )
    run = subprocess.run([*COMMAND, "check", "--diff", "--unsafe-fixes"], capture_output=True, check=False)
    assert b"\\ No newline at end of file" in run.stdout
    before = contents(project)
    run_in_process("check", "--fix", "--unsafe-fixes")
    wanted = contents(project)
    for path, data in before.items():
        (project / path).write_bytes(data)
    subprocess.run(["git", "apply", "-p0", "-"], input=run.stdout, check=True)
    assert contents(project) == wanted


def test_a_diff_names_files_as_seen_from_where_one_stands(project, monkeypatch):
    monkeypatch.chdir(project / "pipelines")
    run = run_in_process("check", "--diff")
    assert run.stdout.startswith("--- fraud.py\n+++ fraud.py\n")


def test_a_diff_of_nothing(project):
    run_in_process("check", "--fix")
    run = run_in_process("check", "--diff", "--fix")
    assert (run.stdout, run.exit_code) == ("", 0)
    assert run.stderr == "Would fix 0 findings; 1 more can be fixed with --unsafe-fixes\n"


def test_unsafe_fixes_alone_mean_nothing(project):
    run = run_in_process("check", "--unsafe-fixes")
    assert run.exit_code == 2
    assert run.stdout == ""
    assert "--unsafe-fixes goes with --fix or --diff" in run.stderr


def on_a_terminal(*arguments):
    """What a command prints if its standard output is a terminal."""
    mine, its = os.openpty()
    with subprocess.Popen([*COMMAND, *arguments], stdout=its, stderr=subprocess.DEVNULL) as process:
        os.close(its)
        shown = b""
        with suppress(OSError):  # the end of a terminal
            while chunk := os.read(mine, 10_000):
                shown += chunk
        process.wait(60)
    os.close(mine)
    return shown.decode()


def test_a_terminal_gets_colours_and_no_harm_from_a_diff(project):
    path = project / ALICE
    path.write_bytes(path.read_bytes().replace(SAFE.encode(), f"# \x1b[31m\x07é\r\n{SAFE}".encode()))
    assert "\x1b[31m\x07" in run_in_process("check", "--diff").stdout
    shown = on_a_terminal("check", "--diff")
    assert "\x07" not in shown
    assert "# \ufffd[31m\ufffdé\x1b[0m\r\n" in shown
    assert f"\x1b[32m+{SAFE.replace('alicia', 'alice')}\x1b[0m" in shown
    assert f"\x1b[31m-{SAFE}\x1b[0m" in shown


# Several projects, and what must not be touched


@pytest.fixture
def two_projects(tmp_path, monkeypatch):
    for name in ("one", "two"):
        write_fixture(tmp_path / name, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_several_projects(two_projects):
    before = contents(two_projects)
    changes = [(f"{name}/{path}", old, new) for name in ("one", "two") for path, old, new in SAFE_CHANGES]
    run = run_in_process("check", "--fix")
    assert contents(two_projects) == replaced(before, *changes)
    assert run.stderr.startswith("Fixed 4 findings in 4 files")


def failed(run, words):
    assert run.exit_code == 2
    assert run.stdout == ""
    assert words in run.stderr
    assert "nothing was fixed" in run.stderr
    return run


def test_if_one_file_cannot_be_written_none_is(two_projects):
    (two_projects / "two" / PIPELINE).chmod(0o444)
    before = contents(two_projects)
    failed(run_in_process("check", "--fix"), f"two/{PIPELINE}: it is read-only; make it writable")
    assert contents(two_projects) == before


def test_a_full_disk(two_projects, monkeypatch):
    before = contents(two_projects)
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    failed(run_in_process("check", "--fix"), "it cannot be written: No space left on device")
    assert contents(two_projects) == before


def test_a_disk_that_fails_half_way(two_projects, monkeypatch):
    before = contents(two_projects)
    replace, calls = os.replace, []

    def failing(source, target):
        calls.append(target)
        if len(calls) == 3:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    failed(run_in_process("check", "--fix"), "it cannot be written: Input/output error")
    assert len(calls) == 5
    assert contents(two_projects) == before


def test_a_file_that_changes_while_the_command_runs(project, monkeypatch):
    read, reads = Disk.read, []

    def changing(self, path, limit):
        if path.endswith(PIPELINE):
            reads.append(path)
            if len(reads) == 2:
                (project / PIPELINE).write_text("import os\n")
        return read(self, path, limit)

    monkeypatch.setattr(Disk, "read", changing)
    before = contents(project)
    failed(run_in_process("check", "--fix"), f"{PIPELINE}: it has changed in the meantime; run again")
    assert contents(project) == {**before, PIPELINE: b"import os\n"}


def test_a_character_that_a_file_cannot_hold(project):
    core = project / "src/cursus/registry/step_names.py"
    core.write_text(core.read_text().replace('"Training"', '"Łrain"'), encoding="utf-8")
    path = project / ALICE
    path.write_bytes(b"# coding: latin-1\n# \xe9\n" + path.read_bytes().replace(b"Trainin", b"Lrain"))
    before = contents(project)
    for what in ("--diff", "--fix"):
        failed(run_in_process("check", what, "--unsafe-fixes"), "its encoding, iso-8859-1, has no 'Ł'")
    assert contents(project) == before


def test_links_stay_links(project, tmp_path):
    outside = tmp_path / "elsewhere.py"
    (project / ALICE).rename(outside)
    (project / ALICE).symlink_to(outside)
    run_in_process("check", "--fix")
    assert (project / ALICE).is_symlink()
    assert b'"alice"' in outside.read_bytes()


def test_what_a_fix_would_break_is_not_fixed(project):
    """Both misspelt fields are near the one that is missing: with both renamed it would stand there twice."""
    path = project / BOB
    path.write_text(
        'LOCAL_STEPS = {\n    "GraphPruning": {\n        "sagemaker_step_type": "Processing",\n'
        f'        "descriptio": "Prunes",\n        "descripton": "Prunes it",\n        {classes("GraphPruning")},\n    }},\n}}\n'
    )
    run = run_in_process("check", "--fix", "--unsafe-fixes", "--output-format", "json", BOB)
    assert path.read_text().count('"description"') == 1
    assert codes(run) == []
    assert run.stderr == "Fixed 1 finding in 1 file\n"


def test_fixes_that_touch_each_other_take_rounds(project):
    """A step with a core's name in another spelling is first renamed, then moved to the overrides."""
    path = project / BOB
    path.write_text(
        'LOCAL_STEPS = {\n    # ours\n    "package": {"sagemaker_step_type": "Procesing", "description": "P", "builder_step_name": "PackageStepBuilder", "config_class": "PackageConfig", "spec_type": "Package"},\n}\n'
    )
    run = run_in_process("check", "--fix", "--unsafe-fixes", BOB)
    assert path.read_text() == (
        "LOCAL_STEPS = {\n}\n\nSTEP_OVERRIDES = {\n    # ours\n"
        '    "Package": {"sagemaker_step_type": "Processing", "description": "P", "builder_step_name": "PackageStepBuilder", "config_class": "PackageConfig", "spec_type": "Package"},\n}\n'
    )
    assert run.exit_code == 0


def test_a_fix_elsewhere_writes_the_other_file(project):
    path = project / "developer_workspaces/developers/bob/src/cursus_dev/pipeline.py"
    text = 'from cursus.registry.step_names import get_config_class_name\n\nget_config_class_name("GraphSampling")\n'
    path.write_text(text)
    run_in_process("check", "--fix", "--unsafe-fixes")
    assert (
        b'"GraphSampling": {"sagemaker_step_type": "Training", "description": "Samples", "builder_step_name": "GraphSamplingStepBuilder", "config_class": "GraphSamplingConfig", "spec_type": "GraphSampling"},'
        in (project / BOB).read_bytes()
    )
    assert path.read_text() == text


def test_as_a_process(project):
    run = run_as_process("check", "--fix", "--output-format", "concise", cwd=project)
    assert run.returncode == 1
    assert run.stderr.startswith("Fixed 2 findings in 2 files")
    assert "CUR105" in run.stdout


def test_each_file_that_is_fixed_is_written_down(two_projects):
    run_in_process("check", "--diff")
    assert not (two_projects / "one/.cursus-registry").exists()
    run_in_process("check", "--fix")
    for name in ("one", "two"):
        told = (two_projects / name / ".cursus-registry/audit.jsonl").read_text().splitlines()
        assert [(one["what"], one["file"]) for one in map(json.loads, told)] == [
            ("check --fix", str(two_projects / name / path)) for path, _, _ in SAFE_CHANGES
        ]
    assert "alicia" in json.loads(told[0])["before"]


def test_what_cannot_be_written_down_is_not_fixed(two_projects):
    (two_projects / "two/.cursus-registry").write_text("a file")
    before = contents(two_projects)
    failed(run_in_process("check", "--fix"), "the change cannot be written down, so it was not made")
    assert contents(two_projects) == before
    told = (two_projects / "one/.cursus-registry/audit.jsonl").read_text().splitlines()
    assert ["failed" in json.loads(one) for one in told] == [False, False, True, True]


def test_what_a_baseline_knows_is_not_fixed(project):
    run_in_process("check", "--select", "CUR401,CUR105", "--baseline", "known.json", "--write-baseline")
    before = contents(project)
    run = run_in_process("check", "--baseline", "known.json", "--fix", "--unsafe-fixes", "--output-format", "json")
    assert contents(project) == replaced(before, SAFE_CHANGES[1])
    assert codes(run) == ["CUR101"]


def test_a_baseline_written_after_fixing_knows_the_rest(project):
    before = contents(project)
    run_in_process("check", "--baseline", "known.json", "--write-baseline", "--fix")
    assert replaced(before, *SAFE_CHANGES).items() <= contents(project).items()
    assert "CUR401" not in (project / "known.json").read_text()
    assert run_in_process("check", "--baseline", "known.json").exit_code == 0
