"""Edits of entries, from facts to text edits: the door to the modules beside it.

Every function gives None where the edit would change something else than what was asked: the place is written in
another way than the edit knows, in another file, or half-typed.
"""

from cursus_registry.edits.comments import remove_codes, rewrite_code
from cursus_registry.edits.fields import FieldValue, insert_field, insert_fields, remove_field, remove_item
from cursus_registry.edits.moves import copy_entry, is_whole, merge_tables, move_entry
from cursus_registry.edits.strings import rename_key, rewrite_string
from cursus_registry.edits.tables import (
    entry_block,
    entry_source,
    insert_block,
    insert_entry,
    insert_table,
    is_self_contained,
    remove_entry,
    sort_entries,
    table_block,
)
from cursus_registry.edits.variables import rename_variable

__all__ = [
    "FieldValue",
    "copy_entry",
    "entry_block",
    "entry_source",
    "insert_block",
    "insert_entry",
    "insert_field",
    "insert_fields",
    "insert_table",
    "is_self_contained",
    "is_whole",
    "merge_tables",
    "move_entry",
    "remove_codes",
    "remove_entry",
    "remove_field",
    "remove_item",
    "rename_key",
    "rename_variable",
    "rewrite_code",
    "rewrite_string",
    "sort_entries",
    "table_block",
]
