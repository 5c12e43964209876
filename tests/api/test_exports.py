"""What the library exports: every name can be imported, and none costs anything before it is."""

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import cursus_registry
from cursus_registry import api
from cursus_registry.api import EXPORTS

NAMES = [(module, name) for module, names in EXPORTS.items() for name in names]


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_every_name_can_be_imported_from_either_package(module, name):
    found = getattr(import_module(module), name)
    assert getattr(api, name) is found
    assert getattr(cursus_registry, name) is found
    assert name in dir(cursus_registry)
    assert name in api.__all__


@pytest.mark.parametrize("module", [one.name for one in iter_modules(api.__path__)])
def test_no_module_stands_in_the_place_of_a_name(module):
    import_module(f"cursus_registry.api.{module}")
    assert isinstance(getattr(api, module), ModuleType)
    assert module not in api.__all__, "as soon as this module is imported, it hides what is exported under its name"


def test_no_name_is_exported_twice():
    names = [name for _, name in NAMES]
    assert sorted(names) == sorted(set(names)) == api.__all__


@pytest.mark.parametrize("package", [cursus_registry, api])
def test_a_name_that_there_is_not(package):
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'StepDefinitoin'"):
        package.StepDefinitoin  # noqa: B018
    with pytest.raises(ImportError, match="StepDefinitoin"):
        exec(f"from {package.__name__} import StepDefinitoin")


def test_importing_the_packages_imports_nothing_else():
    code = "import sys, cursus_registry.api; print(*sorted(m for m in sys.modules if m.startswith('cursus_registry')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        "cursus_registry",
        "cursus_registry.api",
        "cursus_registry.api.exports",
        "cursus_registry.version",
    ]


def test_the_command_line_does_not_load_the_library():
    code = (
        "import sys, cursus_registry.cli; print(*sorted(m for m in sys.modules if m.startswith('cursus_registry.api')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
