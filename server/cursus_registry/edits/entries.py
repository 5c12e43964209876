"""Edits of entries, from facts to text edits: the door to the modules beside it.

Every function gives None where the edit would change something else than what was asked: the place is written in
another way than the edit knows, in another file, or half-typed.
"""

from cursus_registry.edits.fields import FieldValue, insert_field, remove_field, remove_item
from cursus_registry.edits.strings import rename_key, rewrite_string
from cursus_registry.edits.tables import entry_source, insert_entry, insert_table, remove_entry

__all__ = [
    "FieldValue",
    "entry_source",
    "insert_entry",
    "insert_field",
    "insert_table",
    "remove_entry",
    "remove_field",
    "remove_item",
    "rename_key",
    "rewrite_string",
]
