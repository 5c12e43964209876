"""The edits that fixes are made of; knows how a literal is written, not why it is changed."""

from __future__ import annotations

from cursus_registry.checks.model import Fix
from cursus_registry.facts.model import FileFacts
from cursus_registry.text import Edit, Span


def rewrite_string(facts: FileFacts, span: Span, text: str) -> Edit:
    """Another string in the place of a string literal, in the quotes that are there."""
    old = facts.source.slice(span)
    quote = old[0] if old[:1] in {'"', "'"} else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return Edit(span, f"{quote}{escaped}{quote}")


def change_to(facts: FileFacts, span: Span, text: str, applicability: str = "unsafe") -> Fix:
    """The fix that puts another string in the place of one."""
    return Fix(f"Change to '{text}'", applicability, (rewrite_string(facts, span, text),))
