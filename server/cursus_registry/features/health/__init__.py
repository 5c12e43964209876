"""How well a project could be read, what follows from it, and how much is in it."""

from cursus_registry.features.health.data import health_json
from cursus_registry.features.health.gather import (
    INSTALLED_CORE,
    Counts,
    Gap,
    Health,
    Overall,
    Source,
    SourceStatus,
    gather_health,
)
from cursus_registry.features.health.text import health_lines

__all__ = [
    "INSTALLED_CORE",
    "Counts",
    "Gap",
    "Health",
    "Overall",
    "Source",
    "SourceStatus",
    "gather_health",
    "health_json",
    "health_lines",
]
