"""What is in force: the values of the file, without what is wrong, and in an editor with the last good values."""

from pathlib import Path

import pytest

from cursus_registry.files import Disk, Memory
from cursus_registry.settings import DEFAULTS, ReadSettings, Settings, read_settings

WHOLE = """
select = ["CUR1", "CUR204"]
ignore = ["CUR101"]
exclude = ["a/", "!a/b"]
core = ["../shared", "/opt/cursus"]
packs = ["packs/./one/"]
workspaces = ["teams/{id}/"]
sagemaker-step-types = ["CradleDataLoading"]
baseline = "known.json"
severity = { CUR1 = "off" }
[per-file-ignores]
"tests/" = ["CUR3"]
[pins]
Package = "core"
"""


def read(text, last=DEFAULTS, name="cursus-registry.toml"):
    return read_settings(Memory({f"/p/{name}": text}), "/p", last)


def test_every_setting():
    found = read(WHOLE)
    assert found.problems == ()
    assert found.path == "/p/cursus-registry.toml"
    assert found.settings == Settings(
        select=("CUR1", "CUR204"),
        ignore=("CUR101",),
        severity={"CUR1": "off"},
        per_file_ignores={"tests/": ("CUR3",)},
        exclude=("a/", "!a/b"),
        core=("../shared", "/opt/cursus"),
        packs=("packs/one",),
        workspaces=("teams/{id}",),
        pins={"Package": "core"},
        sagemaker_step_types=("CradleDataLoading",),
        baseline="known.json",
    )


def test_pyproject_says_the_same():
    table = "[tool.cursus-registry]" + WHOLE.replace("\n[", "\n[tool.cursus-registry.")
    assert read(table, name="pyproject.toml").settings == read(WHOLE).settings


def test_which_settings_the_file_states():
    assert read("per-file-ignores = {}\nignore = []\nselct = 1").stated == {"per_file_ignores", "ignore"}
    assert read("ignore = [3]\nexclude = ['~']").stated == set()


@pytest.mark.parametrize("text", ["", "# nothing", "[severity]", "select = ['CUR']", "baseline = ''"])
def test_what_says_nothing_changes_nothing(text):
    assert read(text)[0] == DEFAULTS
    assert read(text).problems == ()


def test_a_core_may_be_one_path():
    assert read('core = "C:\\\\shared\\\\core"').settings.core == ("C:/shared/core",)
    assert read("core = './src/..'").settings.core == (".",)


WRONG = {
    "a mistake costs its setting": ('select = ["CUR1", 3]\nignore = ["CUR2"]', Settings(ignore=("CUR2",))),
    "a mistake in a table costs its entry": (
        'severity = { CUR1 = "loud", CUR2 = "off" }\npins = { A = 3, B = "core" }',
        Settings(severity={"CUR2": "off"}, pins={"B": "core"}),
    ),
    "a mistake in a list of a table": (
        '[per-file-ignores]\n"a" = ["CUR1", "x"]\n"b" = ["CUR2"]',
        Settings(per_file_ignores={"b": ("CUR2",)}),
    ),
    "a table that is none": ('severity = 3\nignore = ["CUR2"]', Settings(ignore=("CUR2",))),
    "an unknown key": ('selct = 3\nignore = ["CUR2"]', Settings(ignore=("CUR2",))),
    "a key that is set twice": ('ignore = ["CUR1"]\nignore = ["CUR2"]', Settings(ignore=("CUR1",))),
    "set twice in a table": (
        'pins = { A = "core", A = "pack", B = "x", B = [\n1] }\nignore = ["CUR2"]',
        Settings(pins={"A": "core", "B": "x"}, ignore=("CUR2",)),
    ),
    "set twice over many lines": (
        'ignore = ["CUR1"]\nignore = [\n"CUR2",\n]\nselct = 1\nexclude = ["a"]',
        Settings(ignore=("CUR1",), exclude=("a",)),
    ),
    "a table that is opened twice": ('[pins]\nA = "core"\n[pins]\nB = "core"', DEFAULTS),
    "not TOML": ('ignore = ["CUR2"]\nselect = [', DEFAULTS),
    "a byte order mark": ('\ufeffignore = ["CUR2"]', Settings(ignore=("CUR2",))),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_counts_as_not_written(name):
    text, settings = WRONG[name]
    found = read(text)
    assert found.settings == settings
    assert found.problems


LAST = Settings(ignore=("CUR5",), severity={"CUR1": "hint", "CUR2": "hint"}, exclude=("old/",))
TYPED = {
    "half a list": ('ignore = ["CUR6"', LAST),
    "nothing that is UTF-8": (b"\xff", LAST),
    "half a code": ('ignore = ["CUR6"]\nexclude = ["~"]', Settings(ignore=("CUR6",), exclude=("old/",))),
    "half a severity": (
        'severity = { CUR1 = "er", CUR3 = "off", CUR4 = "o" }',
        Settings(severity={"CUR1": "hint", "CUR3": "off"}),
    ),
    "no table any more": ("severity = 3", Settings(severity=LAST.severity)),
    "two mistakes in one table": (
        'severity = { CUR1 = "er", CUR2 = "of" }',
        Settings(severity={"CUR1": "hint", "CUR2": "hint"}),
    ),
    "what is gone is gone": ("", DEFAULTS),
}


@pytest.mark.parametrize("name", TYPED)
def test_the_last_good_values_stay(name):
    text, settings = TYPED[name]
    assert read(text, LAST).settings == settings


# Where the file is


def test_the_nearest_file_counts():
    files = {
        "/a/cursus-registry.toml": "ignore = ['CUR1']",
        "/a/b/pyproject.toml": "[tool.cursus-registry]\nignore = ['CUR2']",
        "/a/b/c/pyproject.toml": "[project]\nname = 'cursus-registry'",
        "/a/b/c/d/x.py": "",
    }
    assert read_settings(Memory(files), "/a/b/c/d").path == "/a/b/pyproject.toml"
    assert read_settings(Memory(files), "/a/b").path == "/a/b/pyproject.toml"
    assert read_settings(Memory(files), "/a").path == "/a/cursus-registry.toml"
    assert read_settings(Memory(files), "/").path is None


def test_two_files_in_one_folder():
    files = {"/p/cursus-registry.toml": "", "/p/pyproject.toml": "[tool.cursus-registry]\nignore = ['CUR2']"}
    assert read_settings(Memory(files), "/p").settings == DEFAULTS


@pytest.mark.parametrize("git", ["/a/b/.git", "/a/b/.git/config"])
def test_no_file_above_the_checkout_counts(git):
    """`.git` is a file in a worktree and in a submodule."""
    files = Memory({"/a/cursus-registry.toml": "", git: "", "/a/b/c/x.py": ""})
    assert read_settings(files, "/a/b/c").path is None
    assert read_settings(files, "/a").path == "/a/cursus-registry.toml"


def test_paths_of_a_file_above_the_root():
    """A core is one place for all; how a project is laid out is said from the root of each."""
    found = read_settings(Memory({"/a/cursus-registry.toml": WHOLE}), "/a/b/c").settings
    assert found.above == "b/c"
    assert found.core == ("/shared", "/opt/cursus")
    assert found.packs == ("packs/one",)
    assert found.workspaces == ("teams/{id}",)
    assert found.baseline == "known.json"


@pytest.mark.parametrize("excluded", ["b", "b/", "c/", "/b", "**/c", "*"])
def test_a_file_above_that_leaves_the_project_out(excluded):
    files = Memory({"/a/cursus-registry.toml": f"ignore = ['CUR1']\nexclude = ['{excluded}']"})
    assert read_settings(files, "/a/b/c") == ReadSettings()
    assert read_settings(files, "/a").settings.ignore == ("CUR1",)


def test_a_file_above_that_leaves_others_out():
    files = Memory({"/a/cursus-registry.toml": "exclude = ['c/', '/x']"})
    assert read_settings(files, "/a/b/x").path == "/a/cursus-registry.toml"


# Links


@pytest.fixture
def linked(tmp_path):
    """A project beside a folder that is none of its business."""
    (tmp_path / "project/real").mkdir(parents=True)
    (tmp_path / "elsewhere/x").mkdir(parents=True)
    (tmp_path / "project/out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "project/real/out").symlink_to("../../elsewhere/x")
    (tmp_path / "project/in").symlink_to("real")
    (tmp_path / "project/loop").symlink_to("loop")
    (tmp_path / "link").symlink_to("project")
    return tmp_path


@pytest.mark.parametrize("root", ["project", "link"])
@pytest.mark.parametrize("setting", ["packs = ['{}']", "baseline = '{}'", "workspaces = ['{}/{{id}}']"])
@pytest.mark.parametrize(
    ("path", "leads_out"),
    [
        ("out", True),
        ("real/out", True),
        ("in/out", True),
        ("in", False),
        ("real", False),
        ("loop", False),
        ("new", False),
    ],
)
def test_links_that_lead_out_are_refused(linked, root, setting, path, leads_out):
    text = f"ignore = ['CUR1']\n{setting.format(path)}"
    (linked / "project/cursus-registry.toml").write_text(text)
    found = read_settings(Disk(), (linked / root).as_posix())
    assert found.settings.ignore == ("CUR1",)
    if leads_out:
        [problem] = found.problems
        assert problem.message.endswith("is a link that leads out of the project")
        assert found.source.slice(problem.span).startswith(f"'{path}")
        assert found.settings == Settings(ignore=("CUR1",))
    else:
        assert found.problems == ()
        assert found.settings != Settings(ignore=("CUR1",))


def test_the_core_may_be_a_link_that_leads_out(linked):
    (linked / "project/cursus-registry.toml").write_text("core = 'out'")
    assert read_settings(Disk(), f"{linked}/project").problems == ()


def test_the_settings_file_itself_may_be_a_link(linked):
    (linked / "shared.toml").write_text("ignore = ['CUR1']")
    (linked / "project/cursus-registry.toml").symlink_to("../shared.toml")
    found = read_settings(Disk(), f"{linked}/project")
    assert found.settings.ignore == ("CUR1",)
    assert found.path == f"{linked}/project/cursus-registry.toml"
    assert Path(found.path).is_symlink()
