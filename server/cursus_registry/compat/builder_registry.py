"""The module `builder_registry` of the old registry: which class builds a step, for the workspace that counts.

Builders are discovered by their files and loaded, which runs the user's code; others are registered while the program
runs. No base class of the framework is needed. It must not know how a class is loaded.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVar

from cursus_registry.api.context import get_global_registry_manager, workspace_context, workspace_in_force
from cursus_registry.api.discovery import RegistryDiscoveryService
from cursus_registry.api.errors import RegistryError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.scopes import workspace_of
from cursus_registry.api.visits import LOCK
from cursus_registry.compat.builder_sources import SUFFIX, discovery, failures, step_of, steps, synthesised
from cursus_registry.compat.layers import EnhancedBackwardCompatibilityLayer, get_enhanced_compatibility
from cursus_registry.resolution.names import LEGACY_NAMES, PASCAL_CASE, near_names, split_suffix

__all__ = [
    "StepBuilderRegistry",
    "WorkspaceAwareStepBuilderRegistry",
    "get_global_registry",
    "list_global_step_types",
    "register_builder",
    "register_global_builder",
]

registry_logger = logging.getLogger(__name__)

_BASE = "StepBuilderBase"
_SEPARATOR = re.compile(r"[_-]")
_MODES = ("warn", "strict", "auto_correct")
_SHORTENED = {"CradleDataLoad": "CradleDataLoading"}
"""Configuration classes whose name is not the step's, in checkouts that do not register them."""

_Class = TypeVar("_Class", bound=type)


def register_builder(step_type: str | None = None) -> Callable[[_Class], _Class]:
    """A decorator that registers a builder, under a step type, else under the step that names the class as its builder.

    A class that no step names is registered under its own name without `StepBuilder`. Raises TypeError for what is no
    builder.
    """

    def register(builder_class: _Class) -> _Class:
        if not StepBuilderRegistry.is_builder(builder_class):
            raise TypeError(f"@register_builder is for builders; {_no_builder(builder_class)}")
        StepBuilderRegistry.register_builder_class(step_type or step_of(builder_class), builder_class)
        return builder_class

    return register


class StepBuilderRegistry:
    """The builders of a project. A builder is a class that ends in `StepBuilder`, or has a base `StepBuilderBase`.

    `BASE_CLASS` can name another base, whose classes are builders then, too. `BUILDER_REGISTRY` has the core's builders
    and those that were registered for the whole process; what a workspace's own module registers while it is loaded
    counts in that workspace alone. Raises RegistryLoadError where there is no project.
    """

    BUILDER_REGISTRY: ClassVar[dict[str, type]] = {}
    LEGACY_ALIASES: ClassVar[dict[str, str]] = dict(LEGACY_NAMES)
    BASE_CLASS: ClassVar[type | None] = None
    _discovered: ClassVar[dict[str, type]] = {}
    _of_workspaces: ClassVar[dict[str, dict[str, type]]] = {}
    _service: ClassVar[RegistryDiscoveryService | None] = None

    def __init__(self) -> None:
        self._custom_builders: dict[str, type] = {}
        self.logger = registry_logger
        _keep_core(type(self))

    @property
    def distributed_registry(self) -> UnifiedRegistryManager:
        """The default manager, whose steps the builders are for."""
        return get_global_registry_manager()

    @property
    def compatibility_layer(self) -> EnhancedBackwardCompatibilityLayer:
        """The old tables of that manager, for the workspace that counts."""
        return get_enhanced_compatibility()

    @classmethod
    def is_builder(cls, builder_class: object) -> bool:
        """Whether something is a builder class."""
        if not isinstance(builder_class, type):
            return False
        if cls.BASE_CLASS is not None and issubclass(builder_class, cls.BASE_CLASS):
            return True
        names = [base.__name__ for base in builder_class.__mro__]
        return names[0].endswith(SUFFIX) or _BASE in names

    @classmethod
    def register_builder_class(cls, step_type: str, builder_class: type, validation_mode: str = "warn") -> list[str]:
        """Register a builder for the whole process; what there is to say of its name.

        Raises ValueError for what is no builder, and in the mode `strict` if there is anything to say.
        """
        messages = cls._checked(step_type, builder_class, validation_mode)
        workspace = workspace_of(builder_class.__module__)
        with LOCK:
            if workspace is None:
                cls.BUILDER_REGISTRY[step_type] = builder_class
            else:
                cls._of_workspaces.setdefault(workspace, {})[step_type] = builder_class
        return messages

    @classmethod
    def discover_builders(cls) -> dict[str, type]:
        """The builders of all steps of the workspace that counts, else of the core. **This runs the user's code**.

        A module that cannot be loaded is a warning in the log (see `RegistryDiscoveryService`).
        """
        service = discovery()
        return service.discover_step_builders(workspace_in_force(service.registry_manager))

    def register_builder(self, step_type: str, builder_class: type, validation_mode: str = "warn") -> list[str]:
        """Register a builder with this object, before all others. Raises like `register_builder_class`."""
        messages = self._checked(step_type, builder_class, validation_mode)
        self._custom_builders[step_type] = builder_class
        return messages

    def unregister_builder(self, step_type: str) -> None:
        """Take back what `register_builder` registered with this object."""
        if self._custom_builders.pop(step_type, None) is None:
            self.logger.warning("no builder was registered here for %r; nothing is taken back", step_type)

    def get_builder_map(self) -> dict[str, type]:
        """The builder of each step type, in the workspace that counts. Loads them at first, as `discover_builders`."""
        with LOCK:
            by_hand = _keep_core(type(self))
            builders = self.discover_builders()
            workspace = workspace_in_force(get_global_registry_manager())
            own = dict(self._of_workspaces.get(workspace or "", {}))
        return {**builders, **by_hand, **own, **self._custom_builders}

    def get_builder_for_config(self, config: object, node_name: str | None = None) -> type:
        """The builder for a configuration, whose `workspace_id` counts, else the context.

        A node that is called like a step decides; else the step that names the configuration's class does, with the
        `job_type` of the configuration, or of the node's name, if there is a builder for that one alone. Raises
        RegistryError if there is no builder, WorkspaceRegistryError for an unknown workspace.
        """
        stated = getattr(config, "workspace_id", None)
        manager = get_global_registry_manager()
        with workspace_context(workspace_in_force(manager, stated if isinstance(stated, str) else None)):
            builders = self.get_builder_map()
            if node_name and (found := self._exact(node_name, builders)):
                return found
            step = self._step_of_config(type(config).__name__)
            job = getattr(config, "job_type", None) or _job_of(node_name or "")
            names = [f"{step}_{getattr(job, 'value', job)}", step] if job else [step]
            for name in names:
                found = self._exact(name, builders) or self._with_suffix(name, builders)
                if found is not None:
                    return found
            what = f"there is no builder for a configuration of the class {type(config).__name__!r} (step {step!r})"
            raise self._missing(what, step, names[0], builders)

    def get_builder_for_step_type(self, step_type: str) -> type:
        """The builder of a step type, also of a legacy name, or one with a job-type suffix. Raises RegistryError."""
        builders = self.get_builder_map()
        found = self._exact(step_type, builders) or self._with_suffix(step_type, builders)
        if found is None:
            raise self._missing(f"there is no builder for the step type {step_type!r}", step_type, step_type, builders)
        return found

    def list_supported_step_types(self) -> list[str]:
        """All step types that have a builder, and the legacy names, sorted."""
        return sorted({*self.get_builder_map(), *self.LEGACY_ALIASES})

    def is_step_type_supported(self, step_type: str) -> bool:
        """Whether `get_builder_for_step_type` finds one."""
        builders = self.get_builder_map()
        return (self._exact(step_type, builders) or self._with_suffix(step_type, builders)) is not None

    def get_config_types_for_step_type(self, step_type: str) -> list[str]:
        """The configuration class that a step names; the usual names if there is no such step."""
        entry = steps().get(self.LEGACY_ALIASES.get(step_type, step_type), {})
        if config_class := entry.get("config_class"):
            return [config_class]
        self.logger.warning("no step %r is registered; its configuration is guessed by its name", step_type)
        return [f"{step_type}Config", f"{step_type}StepConfig"]

    def validate_registry(self) -> dict[str, list[str]]:
        """The steps with a builder (`valid`), with one that cannot be used (`invalid`), and without any (`missing`).

        A step whose builder the framework makes of its interface file lacks none.
        """
        builders = self.get_builder_map()
        failed = failures()
        made = synthesised(set(steps()) - set(builders))
        invalid = [f"{step}: {_no_builder(found)}" for step, found in builders.items() if not self.is_builder(found)]
        missing = [step for step in steps() if step not in builders and step not in {*failed, *made}]
        return {
            "valid": [f"{step} -> {found.__name__}" for step, found in builders.items() if self.is_builder(found)],
            "invalid": [*invalid, *(f"{step}: {error}" for step, error in failed.items() if step not in builders)],
            "missing": [f"{step}: No builder registered" for step in missing],
        }

    def get_registry_stats(self) -> dict[str, int]:
        """How many there are of everything."""
        return {
            "total_builders": len(self.get_builder_map()),
            "default_builders": len(self.BUILDER_REGISTRY),
            "custom_builders": len(self._custom_builders),
            "legacy_aliases": len(self.LEGACY_ALIASES),
            "step_registry_names": len(steps()),
        }

    @classmethod
    def _checked(cls, step_type: str, builder_class: type, mode: str) -> list[str]:
        if not cls.is_builder(builder_class):
            raise ValueError(_no_builder(builder_class))
        if mode not in _MODES:
            raise ValueError(f"{mode!r} is no validation mode; there are {', '.join(_MODES)}")
        messages = [] if PASCAL_CASE.match(step_type) else [f"the step type {step_type!r} is not in PascalCase"]
        if not builder_class.__name__.endswith(SUFFIX):
            messages.append(f"the builder {builder_class.__name__!r} does not end in {SUFFIX!r}")
        if messages and mode == "strict":
            raise ValueError(f"{step_type!r} cannot be registered: {'; '.join(messages)}")
        for message in messages:
            registry_logger.warning("%s", message)
        return messages

    def _exact(self, step_type: str, builders: Mapping[str, type]) -> type | None:
        return builders.get(step_type) or builders.get(self.LEGACY_ALIASES.get(step_type, ""))

    def _with_suffix(self, step_type: str, builders: Mapping[str, type]) -> type | None:
        return self._exact(split_suffix(step_type, self._knows(builders))[0], builders)

    def _knows(self, builders: Mapping[str, type]) -> Callable[[str], bool]:
        return lambda name: self._exact(name, builders) is not None

    def _step_of_config(self, config_class: str) -> str:
        """The step that names a configuration class, the last of several; else what the class is called after."""
        named = {entry.get("config_class"): name for name, entry in steps().items()}
        if config_class in named:
            return named[config_class]
        self.logger.warning("no step names the configuration class %r; the step is guessed by it", config_class)
        step = config_class.removesuffix("Config").removesuffix("Step")
        return _SHORTENED.get(step, step)

    def _missing(self, what: str, step: str, asked: str, builders: Mapping[str, type]) -> RegistryError:
        failure = failures().get(self.LEGACY_ALIASES.get(step, step))
        near = near_names(step, builders, limit=3)
        advice = f"did you mean {', '.join(near)}?" if near else "register one, or add its file"
        error = RegistryError(what, [asked], list(builders), advice=str(failure) if failure else advice)
        error.__cause__ = failure
        return error


WorkspaceAwareStepBuilderRegistry = StepBuilderRegistry

_global_registry: StepBuilderRegistry | None = None


def get_global_registry() -> StepBuilderRegistry:
    """The one registry of the process, made at first use. Raises RegistryLoadError where there is no project."""
    global _global_registry  # noqa: PLW0603 - the old surface has it
    with LOCK:
        if _global_registry is None:
            _global_registry = StepBuilderRegistry()
        return _global_registry


def register_global_builder(step_type: str, builder_class: type) -> None:
    """Register a builder with the one registry of the process. Raises ValueError for what is no builder."""
    get_global_registry().register_builder(step_type, builder_class)


def list_global_step_types() -> list[str]:
    """All step types of the one registry of the process."""
    return get_global_registry().list_supported_step_types()


def _keep_core(registry: type[StepBuilderRegistry]) -> dict[str, type]:
    """Bring the core's builders in `BUILDER_REGISTRY` up to date; what is in it besides."""
    with LOCK:
        table, before = registry.BUILDER_REGISTRY, registry._discovered
        core = discovery().discover_step_builders()
        by_hand = {
            step: found
            for step, found in table.items()
            if found is not before.get(step) and found is not core.get(step)
        }
        for step in [step for step in before if step not in core and step not in by_hand]:
            table.pop(step, None)
        table.update({step: found for step, found in core.items() if step not in by_hand})
        before.clear()
        before.update(core)
        return by_hand


def _job_of(node_name: str) -> str:
    """The job type at the end of a node's name; empty if there is none."""
    return _SEPARATOR.split(node_name)[-1] if _SEPARATOR.search(node_name) else ""


def _no_builder(found: object) -> str:
    name = found.__name__ if isinstance(found, type) else repr(found)
    return f"{name} is no builder: it neither ends in {SUFFIX!r} nor has a base {_BASE!r}"
