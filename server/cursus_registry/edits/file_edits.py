"""What is to change in one file, with the text it was worked out from: the record that travels from rules to disk."""

from __future__ import annotations

from dataclasses import dataclass, field

from cursus_registry.text import Edit, SourceText, apply_edits


@dataclass(frozen=True, slots=True)
class FileEdits:
    """Edits of one file. They hold for `source` alone: a file that says anything else has moved on.

    `is_new`: there is no such file yet, and `source` is empty. `confirm` says in a few words why a person is to be
    asked before this file is changed; empty where nobody needs to be.
    """

    path: str
    source: SourceText = field(repr=False)
    edits: tuple[Edit, ...]
    is_new: bool = False
    confirm: str = ""

    def applied(self) -> SourceText:
        """The text after the edits. Raises ValueError if two of them overlap."""
        return SourceText(apply_edits(self.source.data, self.edits))
