"""Checkouts on the disk whose builders can be loaded: a core and workspaces by the names of their steps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cursus_registry.api.manager import UnifiedRegistryManager
from support.checks import registry
from support.fixture import parse_fixture

_CLASS = "class {}StepBuilder:\n    def names(self):\n        return globals()\n"
CORE_BUILDERS = "/src/cursus/steps/builders"


def source(workspace: str) -> str:
    """The folder of a workspace's package."""
    return f"/developer_workspaces/developers/{workspace}/src/cursus_dev"


def core(*names: str) -> str:
    """The core's table, with these steps."""
    return f"#- /src/cursus/registry/step_names.py\nSTEP_NAMES = {{{''.join(map(_entry, names))}}}\n"


def workspace(name: str, *steps: str, overrides: str = "{}") -> str:
    """A workspace's registry, with these steps."""
    entries = "".join(f'"{step}": {{"sagemaker_step_type": "Processing", "description": "d"}}, ' for step in steps)
    return f"#- {registry(name)}\nWORKSPACE_STEPS = {{{entries}}}\nSTEP_OVERRIDES = {overrides}\n"


def builder(step: str, folder: str = CORE_BUILDERS, text: str = "") -> str:
    """A file with the builder of a step; `text` is what stands in it before the class."""
    return f"#- {folder}/builder_{step.lower()}_step.py\n{text}\n{_CLASS.format(step)}"


def names_beside(builder_class: type) -> dict[str, object]:
    """The names of the module that a builder of ours stands in."""
    return builder_class().names()


def write(root: Path, *parts: str) -> Path:
    """Write the files of a fixture below a folder."""
    for path, text in parse_fixture("\n".join(parts)).files.items():
        target = root / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def open_checkout(root: Path, *parts: str) -> UnifiedRegistryManager:
    """The manager of a checkout with these files."""
    return UnifiedRegistryManager(project=write(root, *parts))


@contextmanager
def unchanged(root: Path) -> Iterator[None]:
    """What is done in this block leaves the interpreter and the files below a folder as they were."""
    before = _interpreter(), {path for path in root.rglob("*") if path.is_file()}
    try:
        yield
    finally:
        after = _interpreter(), {path for path in root.rglob("*") if path.is_file()}
    for now, was in zip(after[0], before[0], strict=True):
        assert now == was
    assert after[1] == before[1]


def _interpreter() -> tuple[object, ...]:
    modules = {name: id(module) for name, module in sys.modules.items()}
    return modules, id(sys.path), list(sys.path), list(sys.meta_path), sys.dont_write_bytecode


def _entry(name: str) -> str:
    return (
        f'"{name}": {{"config_class": "{name}Config", "builder_step_name": "{name}StepBuilder", "spec_type": "{name}", '
        '"sagemaker_step_type": "Processing", "description": "d"}, '
    )
