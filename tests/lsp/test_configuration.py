"""Which of the editor's settings are in force, and what is told of those that cannot be."""

import logging

import pytest

from cursus_registry.files import Memory
from cursus_registry.lsp.configuration import Configuration
from cursus_registry.lsp.session import Session
from cursus_registry.settings import Settings
from support.checks import CORE
from support.fixture import parse_fixture


@pytest.fixture(autouse=True)
def log():
    """The logger that the settings turn, put back as it was."""
    logger = logging.getLogger("cursus_registry")
    level = logger.level
    yield logger
    logger.setLevel(level)


class Desk:
    def __init__(self):
        files = {f"/{name}{path}": text for name in "ab" for path, text in parse_fixture(CORE).files.items()}
        self.session = Session(Memory(files))
        self.told = []
        self.configuration = Configuration(self.session, self.told.append)
        for folder in ("/a", "/b"):
            self.session.add_folder(folder)

    def bases(self):
        return {root: project.base for root, project in self.session.projects.items()}


def test_the_nearest_wins():
    desk = Desk()
    desk.configuration.start({"settings": {"ignore": ["CUR1"], "select": ["CUR"], "diagnostics": {"scope": "open"}}})
    assert desk.bases() == dict.fromkeys(("/a", "/b"), Settings(ignore=("CUR1",)))
    assert desk.session.diagnostics_scope == "open"
    desk.configuration.answered({"ignore": ["CUR2"]}, {"/b": {"ignore": ["CUR3"]}})
    assert [desk.session.editor_at(path).project.ignore for path in ("/a", "/b", "/b/deep", "/c")] == [
        ("CUR2",),
        ("CUR3",),
        ("CUR3",),
        ("CUR2",),
    ]
    assert desk.session.diagnostics_scope == "open", "what is not said stays as it began"
    desk.configuration.answered(None, {"/b": None})
    assert desk.session.editor_at("/b").project.ignore == ("CUR1",)


def test_a_project_around_the_opened_folder_has_the_settings_of_the_folder():
    desk = Desk()
    desk.configuration.answered({}, {"/a/src": {"ignore": ["CUR3"]}})
    assert desk.session.editor_at("/a").project.ignore == ("CUR3",)


def test_groups_are_joined(log):
    desk = Desk()
    desk.configuration.start({"log": {"level": "error"}, "diagnostics": {"scope": "open"}})
    desk.configuration.pushed({"cursusRegistry": {"log.level": "debug", "diagnostics": {}}})
    assert desk.session.diagnostics_scope == "open"
    assert desk.session.editor_at("/a").server.log.level == "debug"
    assert log.level == logging.DEBUG


def test_each_mistake_is_told_once_until_it_is_mended():
    desk = Desk()
    wrong = {"ignore": 3}
    desk.configuration.answered(wrong, {"/a": wrong, "/b": wrong})
    desk.configuration.answered(wrong, {"/a": wrong})
    assert desk.told == ['Settings of cursusRegistry: \'ignore\' must be a list of strings, such as ["a", "b"]']
    desk.configuration.answered({}, {})
    desk.configuration.answered(wrong, {})
    assert len(desk.told) == 2


def test_whether_anything_is_other_now():
    desk = Desk()
    assert not desk.configuration.answered({}, {})
    assert desk.configuration.answered({"ignore": ["CUR1"]}, {})
    assert not desk.configuration.answered({"ignore": ["CUR1"]}, {})
    assert not desk.configuration.answered({"ignore": 1}, {}), "the last good one stays"


@pytest.mark.parametrize("nonsense", [None, [], "x", 3, {"settings": "x"}, {"cursusRegistry": None}])
def test_options_that_are_none(nonsense):
    desk = Desk()
    desk.configuration.start(nonsense)
    assert desk.bases() == dict.fromkeys(("/a", "/b"), Settings())
