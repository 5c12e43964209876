"""Checking only the files that a change reaches gives what checking all of them gives, after any sequence of changes.

A small world in which every file has a few texts, each chosen so that another file's findings depend on it.
"""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.checks import CORE, registry
from support.fixture import parse_fixture

PACKAGE = "\n".join(parse_fixture(CORE).files.values())
SHARED = 'WORKSPACE_STEPS = {{"Shared": {{"sagemaker_step_type": "Training", "description": "d", {0}}}}}{1}\n'
MANUAL, TAGGED = '"conflict_resolution_strategy": "manual"', '"environment_tags": ["{0}"]'
UNREADABLE = "# coding: unknown\n"
STEPS = "developer_workspaces/developers/alice/src/cursus_dev/steps"
TEXTS: dict[str, tuple[str | None, ...]] = {
    "/src/cursus/registry/step_names.py": (
        PACKAGE,
        PACKAGE.replace("PackageStepBuilder", "PackageStepBuilders"),
        PACKAGE.replace("}\n", "    **more(),\n}\n"),
        UNREADABLE,
        None,
    ),
    "/src/cursus/registry/step_names_original.py": (
        None,
        PACKAGE,
        PACKAGE.replace("Packs", "Wraps"),
        "STEP_NAMES = get_step_names()\n",
    ),
    "/src/cursus/registry/manager.py": (
        None,
        "steps = module.LOCAL_STEPS\n",
        'steps = getattr(module, "WORKSPACE_STEPS")\n',
        'names = ["LOCAL_STEPS", "WORKSPACE_STEPS"]\n',
        UNREADABLE,
    ),
    "/src/cursus/steps/builders/builder_package_step.py": (
        "class PackageStepBuilder:\n    pass\n",
        "class PackagStepBuilder:\n    pass\n",
        "from elsewhere import PackageStepBuilder\n\n\nclass OtherStepBuilder:\n    pass\n",
        "class SharedStepBuilder:\n    pass\n",
        UNREADABLE,
        None,
    ),
    "/mylib/steps.py": (
        None,
        "class PackageStepBuilder:\n    pass\n\n\nclass SharedConfig:\n    pass\n",
        "x = 1  # noqa: CUR301, CUR30\n",
    ),
    f"/{STEPS}/configs/config_shared_step.py": (
        None,
        "class SharedConfig:\n    pass\n",
        "class SharedStepConfig:\n    pass\n",
        "try:\n    class SharedConfig:\n        pass\nexcept ImportError:\n    class Other:\n        pass\n",
        UNREADABLE,
    ),
    registry("alice"): (
        SHARED.format(MANUAL, ""),
        SHARED.format(
            TAGGED.format("x"), '\nWORKSPACE_METADATA = {"default_resolution_strategy": "environment_match"}'
        ),
        SHARED.format('"framework": "a"', "  # noqa: CUR204, CUR405, CUR602")
        + 'WORKSPACE_METADATA = {"default_resolution_strategy": "highest_priority", "conflict_tolerance": "low"}\n',
        'STEP_OVERRIDES = {"Package": {"builder_step_name": "PackagStepBuilder"}}  # noqa: CUR601\n',
        'STEP_OVERRIDES = {\n    "Package": {"config_class": "PackageConfig"},  # cursus: ignore[CUR210, CUR302]\n}\n',
        None,
    ),
    registry("bob"): (
        SHARED.format('"priority": 3', ""),
        SHARED.format(TAGGED.format("y"), ""),
        SHARED.format('"framework": "a", "priority": 3', ""),
        SHARED.format('"environment_tags": tags()', ""),
        SHARED.format(MANUAL, "").replace("WORKSPACE", "LOCAL"),
        'WORKSPACE_STEPS = {"Shared": {}, "Sha\n}\n',
        'STEP_OVERRIDES = {"Shared": {"framework": "a", "environment_tags": ["y"]}}\n',
        UNREADABLE,
        None,
    ),
    registry("carol"): (
        None,
        SHARED.format('"framework": "a"', ""),
        SHARED.format(TAGGED.format("z"), ""),
        "WORKSPACE_STEPS = load()\n",
        'WORKSPACE_METADATA = {"developer_id": "alice"}\n',
    ),
    "/pipelines/fraud.py": (
        None,
        "from cursus.registry import get_config_class_name as look\n"
        'look("Shared")  # noqa: CUR302\nlook("Shared", "carol")  # noqa: CUR301, CUR302\nlook("Package", "bob")\n',
    ),
}


class Changes(RuleBasedStateMachine):
    """One file after the other gets another of its texts."""

    @initialize(numbers=st.tuples(*(st.integers(0, len(texts) - 1) for texts in TEXTS.values())))
    def start(self, numbers):
        self.disk = Memory()
        for (path, texts), number in zip(TEXTS.items(), numbers, strict=True):
            self.write(path, texts[number])
        self.project = Project(self.disk, "/")
        snapshot = self.project.load_all()
        self.found = {path: shown(snapshot, path) for path in TEXTS}

    def write(self, path, text):
        if text is not None:
            self.disk.write(path, text)
        elif self.disk.is_file(path):
            self.disk.remove(path)

    @rule(change=st.sampled_from([(path, text) for path, texts in TEXTS.items() for text in texts]))
    def change(self, change):
        path, text = change
        self.write(path, text)
        reached = self.project.update([path])
        for other in reached & TEXTS.keys():
            self.found[other] = shown(self.project.snapshot, other)
        cold = Project(self.disk, "/").load_all()
        assert self.found == {other: shown(cold, other) for other in TEXTS}


def shown(snapshot, path):
    """The findings of a file, and where they point."""
    return [
        (
            found.code,
            found.severity,
            found.span,
            found.message,
            [(other.path, other.message) for other in found.related],
        )
        for found in snapshot.check(path)
    ]


Changes.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestChanges = Changes.TestCase
