"""From an edit to the fixes that offer it; knows no rule."""

from __future__ import annotations

from cursus_registry.checks.model import Fix
from cursus_registry.edits.entries import rewrite_string
from cursus_registry.facts.model import FileFacts
from cursus_registry.text import Span


def change_to(facts: FileFacts, span: Span, text: str, applicability: str = "unsafe") -> tuple[Fix, ...]:
    """The fix that puts another string in the place of one; none where no plain string literal stands."""
    edit = rewrite_string(facts, span, text)
    return (Fix(f"Change to '{text}'", applicability, (edit,)),) if edit else ()
