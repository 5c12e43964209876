"""The version of this distribution; the build reads it from here, so that asking for it costs nothing."""

__version__ = "0.1.0"
