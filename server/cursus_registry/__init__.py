"""Cursus Registry: the step registries of ML pipelines, read without running them."""

from cursus_registry.version import __version__

__all__ = ["__version__"]
