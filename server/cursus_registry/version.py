"""The version of this distribution, read once from its metadata; knows nothing else."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("cursus-registry")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0.0.0"
