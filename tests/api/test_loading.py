"""Loading builders runs the user's code: its modules find each other, and nothing of them stays where it was not."""

import importlib
import logging
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from cursus_registry.api.context import (
    get_global_registry_manager,
    reset_global_registry_manager,
    workspace_context,
)
from cursus_registry.api.discovery import RegistryDiscoveryService
from cursus_registry.api.errors import BuilderLoadError
from cursus_registry.api.workspaces import WorkspaceComponentRegistry
from support.checkouts import builder, core, names_beside, open_checkout, source, unchanged, workspace, write


def discovery(root, *parts):
    return RegistryDiscoveryService(open_checkout(root, *parts))


def mine(name, text=""):
    """A workspace with one step, and that one's builder."""
    return "\n".join((workspace(name, "Survey"), builder("Survey", f"{source(name)}/steps/builders", text)))


def module(name, path, text):
    return f"#- {source(name)}/{path}\n{text}\n"


def test_the_builders_of_the_core_and_of_a_workspace(tmp_path):
    service = discovery(tmp_path, core("Package", "Payload"), builder("Package"), mine("alice"))
    with unchanged(tmp_path):
        found = service.discover_step_builders("alice")
        base = service.discover_step_builders()
    assert {name: cls.__name__ for name, cls in found.items()} == {
        "Package": "PackageStepBuilder",
        "Survey": "SurveyStepBuilder",
    }
    assert base == {"Package": found["Package"]}
    assert service.failures == []
    assert "src" not in {path.rpartition("/")[2] for path in sys.path}


def test_modules_of_the_same_name_in_two_workspaces(tmp_path):
    text = "from cursus_dev.steps.configs.config_survey_step import WHOSE\nfrom ..configs import config_survey_step\n"
    configs = [module(name, "steps/configs/config_survey_step.py", f"WHOSE = '{name}'") for name in ("alice", "bob")]
    service = discovery(tmp_path, core(), mine("alice", text=text), mine("bob", text=text), *configs)
    with unchanged(tmp_path):
        builders = {name: service.discover_step_builders(name)["Survey"] for name in ("alice", "bob")}
    names = {name: sys.modules.get(cls.__module__) for name, cls in builders.items()}
    assert names == {"alice": None, "bob": None}
    assert builders["alice"] is not builders["bob"]
    for name, cls in builders.items():
        assert cls.__module__ == f"cursus_registry_loaded.{name}.cursus_dev.steps.builders.builder_survey_step"
        module_globals = names_beside(cls)
        assert module_globals["WHOSE"] == module_globals["config_survey_step"].WHOSE == name


IMPORTS = """
import cursus_dev.steps.configs.config_survey_step
import cursus_dev.steps.configs.config_survey_step as dotted
import cursus_dev.odds as odds, json
from cursus_dev.odds import ends
from cursus_dev.odds.ends import *
from . import sibling
from .sibling import SIBLING
from ... import odds as upward
import importlib
relative = importlib.import_module(".sibling", __package__)
assert cursus_dev.steps.configs.config_survey_step is dotted
assert (ends.ENDS, ENDS, odds.ends) == ("ends", "ends", ends)
assert (sibling.SIBLING, SIBLING) == ("sibling", "sibling")
assert relative is sibling and upward is odds
assert json.loads("1") == 1
import companylib.deep
assert companylib.deep.DEPTH == 3
from alices import HERS
"""


@pytest.mark.parametrize("packages", [True, False], ids=["packages", "mere folders"])
def test_every_way_to_import(tmp_path, packages):
    folders = ("", "steps/", "steps/configs/", "steps/builders/", "odds/")
    parts = [module("alice", f"{folder}__init__.py", "") for folder in folders] if packages else []
    service = discovery(
        tmp_path,
        core(),
        mine("alice", text=IMPORTS),
        module("alice", "steps/configs/config_survey_step.py", "X = 1"),
        module("alice", "steps/builders/sibling.py", "SIBLING = 'sibling'"),
        module("alice", "odds/ends.py", "ENDS = 'ends'"),
        "#- /src/companylib/__init__.py\n",
        "#- /src/companylib/deep.py\nDEPTH = 3\n",
        f"#- {source('alice').removesuffix('/cursus_dev')}/alices.py\nHERS = 1\n",
        *parts,
    )
    with unchanged(tmp_path):
        found = service.discover_step_builders("alice")
    assert [str(failure) for failure in service.failures] == []
    assert set(found) == {"Survey"}


def test_an_import_in_a_function_that_is_called_much_later(tmp_path):
    text = "def late():\n    from cursus_dev.late import WHOSE\n    import late_module\n    return WHOSE, late_module.__name__\n"
    method = "#- {}/late.py\nWHOSE = '{}'\n"
    parts = []
    for name in ("alice", "bob"):
        parts += [mine(name, text=f"{text}\nWHERE = []"), method.format(source(name), name)]
        parts.append(f"#- {source(name).removesuffix('/cursus_dev')}/late_module.py\n")
    service = discovery(tmp_path, core(), *parts)
    builders = {name: service.discover_step_builders(name)["Survey"] for name in ("alice", "bob")}
    for name, cls in builders.items():
        with unchanged(tmp_path):
            assert names_beside(cls)["late"]() == (name, f"cursus_registry_loaded.{name}.late_module")


FAULTS = {
    "raises": ("x = 1\nraise RuntimeError('no luck')", "RuntimeError: no luck", 2, "mend the module"),
    "exits": ("import sys\n\nsys.exit('bye')", "SystemExit: bye", 3, "must not end the program"),
    "quits": ("raise SystemExit", "SystemExit", 1, "must not end the program"),
    "base": ("class E(BaseException): pass\nraise E('odd')", "E: odd", 2, "mend the module"),
    "import": ("import cursus_dev.nothing", "No module named 'cursus_dev.nothing'", 1, "install what it imports"),
    "name": ("from json import nothing", "cannot import name 'nothing'", 1, "install what it imports"),
    "syntax": ("x = 1\nx = = 1", "SyntaxError", 2, "check"),
    "deep": ("def f():\n    return 1 / 0\nf()", "ZeroDivisionError", 2, "mend the module"),
    "recursion": ("def f():\n    f()\nf()", "RecursionError", 2, "mend the module"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_module_that_fails_is_reported_and_the_others_are_loaded(tmp_path, caplog, name):
    text, said, line, advice = FAULTS[name]
    path = f"{source('alice')}/steps/builders/builder_survey_step.py"
    broken = f"#- {path}\n{text}\nclass SurveyStepBuilder: pass\n"
    service = discovery(
        tmp_path,
        core("Package"),
        builder("Package"),
        workspace("alice", "Survey", "Tally"),
        broken,
        builder("Tally", f"{source('alice')}/steps/builders"),
    )
    with unchanged(tmp_path), caplog.at_level(logging.WARNING):
        assert set(service.discover_step_builders("alice")) == {"Package", "Tally"}
    [failure] = service.failures
    assert isinstance(failure, BuilderLoadError)
    assert (failure.step_name, failure.workspace_id) == ("Survey", "alice")
    assert (failure.path, failure.line) == (f"{tmp_path}{path}", line)
    assert said in failure.message
    assert "cursus_registry_loaded" not in str(failure)
    assert advice in failure.advice
    assert str(failure) in caplog.text
    with unchanged(tmp_path), pytest.raises(BuilderLoadError, match="Survey"):
        WorkspaceComponentRegistry(tmp_path).find_builder_class("Survey", "alice")


def test_the_line_is_the_innermost_one_of_the_user(tmp_path):
    text = "import cursus_dev.odds\n"
    odds = module("alice", "odds.py", "import json\n\njson.loads('{')\n")
    service = discovery(tmp_path, core(), mine("alice", text=text), odds)
    service.discover_step_builders("alice")
    [failure] = service.failures
    assert (failure.path, failure.line) == (f"{tmp_path}{source('alice')}/odds.py", 3)
    assert "JSONDecodeError" in failure.message
    assert failure.__cause__.__class__.__name__ == "JSONDecodeError"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("class Other:\n    pass\n", "there is no class 'SurveyStepBuilder'"),
        ("SurveyStepBuilder = 3\n", "something else than a class 'SurveyStepBuilder'"),
    ],
)
def test_a_module_without_the_class(tmp_path, text, said):
    path = f"{source('alice')}/steps/builders/builder_survey_step.py"
    service = discovery(
        tmp_path, core("Package"), builder("Package"), workspace("alice", "Survey"), f"#- {path}\n{text}"
    )
    with unchanged(tmp_path):
        assert set(service.discover_step_builders("alice")) == {"Package"}
    [failure] = service.failures
    assert failure.path == f"{tmp_path}{path}"
    assert said in failure.message


def test_a_class_that_only_running_the_module_makes(tmp_path):
    path = f"{source('alice')}/steps/builders/builder_survey_step.py"
    text = "SurveyStepBuilder = type('SurveyStepBuilder', (), {})\n"
    found = discovery(tmp_path, core(), workspace("alice", "Survey"), f"#- {path}\n{text}").discover_step_builders(
        "alice"
    )
    assert found["Survey"].__name__ == "SurveyStepBuilder"


def test_an_interrupt_is_let_through(tmp_path):
    service = discovery(tmp_path, core(), mine("alice", text="raise KeyboardInterrupt"))
    with unchanged(tmp_path), pytest.raises(KeyboardInterrupt):
        service.discover_step_builders("alice")


def test_modules_that_are_found_by_a_path_added_on_the_way_are_kept_apart(tmp_path):
    text = "import sys, os\nsys.path.insert(0, os.path.dirname(__file__))\nimport odd_tools\nWHOSE = odd_tools.WHOSE\n"
    parts = []
    for name in ("alice", "bob"):
        parts += [mine(name, text=text), module(name, "steps/builders/odd_tools.py", f"WHOSE = '{name}'")]
    service = discovery(tmp_path, core(), *parts)
    for name in ("alice", "bob", "alice"):
        with unchanged(tmp_path):
            found = service.discover_step_builders(name)["Survey"]
        assert names_beside(found)["WHOSE"] == name


def test_what_is_done_to_the_interpreter_by_hand_is_undone(tmp_path, monkeypatch):
    text = (
        "import sys, types\nsys.modules['odd_fake'] = types.ModuleType('odd_fake')\nsys.modules['json'] = None\n"
        "del sys.modules['logging']\nsys.path = ['/nowhere']\nsys.dont_write_bytecode = False\n"
    )
    service = discovery(tmp_path, core(), mine("alice", text=text))
    with unchanged(tmp_path):
        assert set(service.discover_step_builders("alice")) == {"Survey"}
    assert sys.modules["json"] is importlib.import_module("json")


def test_what_the_interpreter_can_import_by_itself_is_there_once(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    text = "import colorsys\n"
    service = discovery(tmp_path, core(), mine("alice", text=text), mine("bob", text=text))
    loaded = [names_beside(service.discover_step_builders(name)["Survey"])["colorsys"] for name in ("alice", "bob")]
    assert loaded[0] is loaded[1] is importlib.import_module("colorsys")


def test_what_the_process_has_under_these_names_is_not_seen(tmp_path, monkeypatch):
    fake = type(sys)("cursus_dev")
    monkeypatch.setitem(sys.modules, "cursus_dev", fake)
    monkeypatch.setitem(sys.modules, "cursus", type(sys)("cursus"))
    text = "import cursus_dev.odds\nfrom cursus.steps.builders.builder_package_step import PackageStepBuilder\n"
    service = discovery(
        tmp_path, core("Package"), builder("Package"), mine("alice", text=text), module("alice", "odds.py", "")
    )
    with unchanged(tmp_path):
        found = service.discover_step_builders("alice")
    assert set(found) == {"Package", "Survey"}
    assert names_beside(found["Survey"])["PackageStepBuilder"] is found["Package"]
    assert sys.modules["cursus_dev"] is fake


def test_a_core_that_the_interpreter_imports_by_itself_is_that_one(tmp_path, monkeypatch):
    service = discovery(
        tmp_path,
        core("Package"),
        builder("Package"),
        mine("alice", text="from cursus.odd import ODD"),
        "#- /src/cursus/odd.py\nODD = 1\n",
    )
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    before = set(sys.modules)
    try:
        found = service.discover_step_builders("alice")
        ordinary = importlib.import_module("cursus.steps.builders.builder_package_step")
        assert found["Package"] is ordinary.PackageStepBuilder
        assert service.failures == []
        assert not list(tmp_path.rglob("builders/__pycache__"))
    finally:
        for name in set(sys.modules) - before:
            del sys.modules[name]


def test_the_core_never_takes_on_what_a_workspace_says(tmp_path):
    text = "from cursus_registry.api.context import get_workspace_context\nSEEN = get_workspace_context()\n"
    service = discovery(
        tmp_path,
        core("Package"),
        builder("Package", text=text),
        mine("alice", text=f"{text}from cursus.steps.builders.builder_package_step import SEEN as BELOW"),
    )
    with workspace_context("bob"):
        found = service.discover_step_builders("alice")
    seen = names_beside(found["Survey"])
    assert (seen["SEEN"], seen["BELOW"]) == ("alice", None)


def test_a_module_asks_the_project_that_it_is_loaded_for(tmp_path, monkeypatch):
    text = (
        "from cursus_registry.api.context import get_global_registry_manager\nASKED = get_global_registry_manager()\n"
    )
    service = discovery(tmp_path / "mine", core("Package"), builder("Package", text=text), mine("alice", text=text))
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(write(tmp_path / "other", core("Other"))))
    reset_global_registry_manager()
    for found in service.discover_step_builders("alice").values():
        assert names_beside(found)["ASKED"] is service.registry_manager
    assert get_global_registry_manager().project_root == tmp_path / "other"
    reset_global_registry_manager()


def test_a_module_is_run_once_until_the_cache_is_cleared(tmp_path):
    text = f"with open({str(tmp_path / 'log')!r}, 'a') as log:\n    log.write('x')\n"
    service = discovery(tmp_path, core("Package"), builder("Package", text=text), mine("alice"), mine("bob"))

    def runs():
        return len((tmp_path / "log").read_text())

    first = service.discover_step_builders("alice")["Package"]
    for name in (None, "bob", "alice"):
        assert service.discover_step_builders(name)["Package"] is first
    assert RegistryDiscoveryService(service.registry_manager).discover_step_builders()["Package"] is first
    assert runs() == 1
    service.clear_discovery_cache()
    assert service.discover_step_builders()["Package"] is not first
    assert runs() == 2


def test_what_failed_is_tried_again_when_a_file_has_changed(tmp_path):
    log = f"with open({str(tmp_path / 'log')!r}, 'a') as log:\n    log.write('x')\n"
    service = discovery(tmp_path, core(), mine("alice", text=f"{log}import cursus_dev.odds"), mine("bob"))
    assert service.discover_step_builders("alice") == {}
    service.discover_step_builders("bob")
    assert service.discover_step_builders("alice") == {}
    assert len(service.failures) == 1
    assert (tmp_path / "log").read_text() == "x"
    write(tmp_path, module("alice", "steps/odds.py", ""), mine("alice", text=f"{log}import cursus_dev.steps.odds"))
    service.registry_manager.refresh()
    assert set(service.discover_step_builders("alice")) == {"Survey"}
    assert service.failures == []
    assert (tmp_path / "log").read_text() == "xx"


def test_the_caller_gets_a_dictionary_of_its_own(tmp_path):
    service = discovery(tmp_path, core("Package"), builder("Package"))
    service.discover_step_builders().clear()
    assert set(service.discover_step_builders()) == {"Package"}


def test_folders_with_dots_and_ids_with_dots(tmp_path):
    service = discovery(
        tmp_path,
        core(),
        workspace("a.b", "Survey"),
        builder("Survey", f"{source('a.b')}/steps/builders/v1.2"),
        mine("a"),
    )
    with unchanged(tmp_path):
        assert set(service.discover_step_builders("a.b")) == {"Survey"}
        assert set(service.discover_step_builders("a")) == {"Survey"}
    assert service.failures == []


def test_an_installed_core_that_this_interpreter_does_not_see(tmp_path):
    site = "/.venv/lib/python3.11/site-packages"
    text = "import json\ntry:\n    import beside\nexcept ImportError:\n    beside = None\n"
    installed = "\n".join((core("Package"), builder("Package", text=text))).replace("#- /src/", f"#- {site}/")
    service = discovery(tmp_path, installed, f"#- {site}/beside.py\n", mine("alice"))
    with unchanged(tmp_path):
        found = service.discover_step_builders("alice")
    assert set(found) == {"Package", "Survey"}
    assert names_beside(found["Package"])["beside"] is None


def test_many_threads_get_right_answers(tmp_path):
    names = [f"w{number}" for number in range(4)]
    text = "import time\ntime.sleep(0.01)\nfrom cursus_dev.odds import WHOSE\n"
    parts = [part for name in names for part in (mine(name, text=text), module(name, "odds.py", f"WHOSE = '{name}'"))]
    service = discovery(tmp_path, core("Package"), builder("Package"), *parts)
    start = threading.Barrier(8)

    def ask(number):
        start.wait()
        return [(name, service.discover_step_builders(name)) for name in names[number % 4 :] + names[: number % 4]]

    with unchanged(tmp_path), ThreadPoolExecutor(8) as pool:
        answers = [answer for found in pool.map(ask, range(8)) for answer in found]
    assert len(answers) == 32
    assert {names_beside(found["Survey"])["WHOSE"] == name for name, found in answers} == {True}
    assert len({found["Package"] for _, found in answers}) == 1
    assert len({found["Survey"] for _, found in answers}) == 4
