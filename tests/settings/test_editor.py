"""What an editor sets: how it may be written, what is wrong with it, and which of two settings wins."""

import pytest

from cursus_registry.files import Memory
from cursus_registry.settings import DEFAULTS, EditorSettings, knows_any, normal, read_editor, read_settings


def read(values, last=EditorSettings()):  # noqa: B008 - it is immutable
    return read_editor(normal(values), last)


def test_nothing_given_is_as_usual():
    assert read({}) == (EditorSettings(), ())
    assert read({"select": None, "diagnostics": None, "interpreter": None}) == (EditorSettings(), ())


def test_the_names_of_the_project_file_and_those_of_editors():
    first = read({"per-file-ignores": {"a/": ["CUR3"]}, "diagnostics": {"scope": "open"}, "log": {"level": "debug"}})
    second = read({"perFileIgnores": {"a/": ["CUR3"]}, "diagnostics.scope": "open", "log.level": "debug"})
    assert first == second
    assert first.settings.project.per_file_ignores == {"a/": ("CUR3",)}
    assert (first.settings.server.diagnostics.scope, first.settings.server.log.level) == ("open", "debug")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"selct": ["CUR"]}, "'selct' is no setting; did you mean 'select'?"),
        ({"ignore": "CUR2"}, "'ignore' must be a list of strings"),
        ({"severity": {"CUR2": "fatal"}}, "write one of error, warning, information, hint, off"),
        ({"diagnostics": {"scope": "all"}}, "'diagnostics.scope': 'all' is not allowed; write one of project, open"),
        ({"diagnostics": {"scop": "open"}}, "'diagnostics.scop' is no setting"),
        ({"diagnostics": "open"}, "'diagnostics' must be an object"),
        ({"log.level": 3}, "'log.level': '3' is not allowed; write one of error, warning, info, debug"),
        ({"interpreter": 3}, "'interpreter' must be a string"),
        ({"baseline": "x.json"}, "'baseline' can be set in the project's file only"),
        ({"exclude": ["["]}, "'exclude'"),
    ],
)
def test_mistakes_name_the_setting_and_what_is_allowed(values, message):
    settings, [mistake] = read(values)
    assert message in mistake
    assert settings == EditorSettings()


def test_a_mistake_keeps_the_last_good_value_and_costs_no_other():
    last = read({"ignore": ["CUR2"], "diagnostics": {"scope": "open"}, "interpreter": "/x"}).settings
    settings, mistakes = read({"ignore": [2], "diagnostics": {"scope": 1}, "select": ["CUR1"]}, last)
    assert len(mistakes) == 2
    assert (settings.project.ignore, settings.project.select) == (("CUR2",), ("CUR1",))
    assert (settings.server.diagnostics.scope, settings.server.interpreter) == ("open", "")


def test_whether_settings_are_about_us():
    assert knows_any({"perFileIgnores": {}})
    assert knows_any({"log.level": "info"})
    assert not knows_any({"python": {"analysis": {}}, "yaml": {}})


def test_the_file_wins_setting_by_setting():
    base = read({"ignore": ["CUR2"], "select": ["CUR1"], "pins": {"A": "alice"}}).settings.project
    files = Memory({"/cursus-registry.toml": 'ignore = ["CUR3"]\npins = {}\n'})
    found = read_settings(files, "/", base=base).settings
    assert (found.ignore, found.select, found.pins) == (("CUR3",), ("CUR1",), {})
    files.remove("/cursus-registry.toml")
    assert read_settings(files, "/", base=base).settings == base


def test_a_mistake_in_the_file_keeps_the_last_good_value():
    base = read({"ignore": ["CUR2"], "select": ["CUR1"]}).settings.project
    files = Memory({"/cursus-registry.toml": 'ignore = ["CUR3"]\n'})
    last = read_settings(files, "/", base=base).settings
    files.write("/cursus-registry.toml", "ignore = [3]\n")
    assert read_settings(files, "/", last, base).settings.ignore == ("CUR3",)
    assert read_settings(files, "/", base=base).settings.ignore == ("CUR2",)
    files.write("/cursus-registry.toml", "ignore = [")
    assert read_settings(files, "/", last, base).settings == last


def test_a_file_above_its_projects():
    base = read({"ignore": ["CUR2"], "core": "../shared"}).settings.project
    files = Memory({"/top/cursus-registry.toml": 'select = ["CUR3"]\n'})
    found = read_settings(files, "/top/a", base=base).settings
    assert (found.above, found.ignore, found.select, found.core) == ("a", ("CUR2",), ("CUR3",), ("../shared",))
    assert read_settings(files, "/top/a").settings.ignore == DEFAULTS.ignore
