"""Cursus Registry: the step registries of ML pipelines, read without running them.

Everything that `cursus_registry.api` exports can be imported from here, too, and costs nothing before it is.
"""

from cursus_registry.version import __version__

__all__ = ["__version__"]


def __getattr__(name: str) -> object:
    from importlib import import_module  # noqa: PLC0415 - nobody pays for it who does not ask

    api = import_module("cursus_registry.api")
    if name not in api.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(api, name)


def __dir__() -> list[str]:
    from importlib import import_module  # noqa: PLC0415 - see above

    return sorted({*globals(), *import_module("cursus_registry.api").__all__})
