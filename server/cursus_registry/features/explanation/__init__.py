"""Why a name means what it means, and where each field of it comes from: as the command line and an editor show it."""

from cursus_registry.features.explanation.places import entry_lines, place_of, range_of
from cursus_registry.features.explanation.resolution import across_lines, declaration_title, resolution_lines

__all__ = ["across_lines", "declaration_title", "entry_lines", "place_of", "range_of", "resolution_lines"]
