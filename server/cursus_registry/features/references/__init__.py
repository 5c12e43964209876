"""Where a step, or a class of one, is declared and used: the places, over all projects, and what stands over an entry.

What is certain comes from the index at once (`places`); any other string that equals a name is searched in the texts, a
file at a time (`strings`).
"""

from cursus_registry.features.references.lenses import Lens, Told, Topic, lenses, told_by
from cursus_registry.features.references.moves import moves_counts
from cursus_registry.features.references.places import Kind, Reference, references
from cursus_registry.features.references.strings import search_strings
from cursus_registry.features.references.subject import Subject, subject_at

__all__ = [
    "Kind",
    "Lens",
    "Reference",
    "Subject",
    "Told",
    "Topic",
    "lenses",
    "moves_counts",
    "references",
    "search_strings",
    "subject_at",
    "told_by",
]
