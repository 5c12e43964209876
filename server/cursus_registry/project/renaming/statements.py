"""The other places in a registry file at which its own table is asked for an entry by name, as later statements do.

They are no declarations and no mentions, but Python would not find the entry under its old name. Only the table's own
variable counts, and those that are another name of it. It must not know which entry it is, nor what becomes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cursus_registry.facts.model import FileFacts
from cursus_registry.syntax.lexer import Kind, Token, tokens
from cursus_registry.text import Span

_METHODS = frozenset({b"get", b"pop", b"setdefault"})


def names_in_statements(facts: FileFacts, variable: str, name: str) -> Iterator[Span]:
    """Where a name stands in `TABLE["name"]` or `TABLE.get("name")`, quotes included."""
    data, wanted = facts.source.data, name.encode("utf-8", "surrogatepass")
    variables = {one.variable.encode() for one in facts.tables.values() if variable in {one.variable, one.alias_of}}
    if not any(re.search(rb"\b%s\s*[\[.]" % re.escape(one), data) for one in variables):
        return  # as in most registries, and tokens take longer
    code = [token for token in tokens(data) if token.kind < Kind.NEWLINE]
    for at, token in enumerate(code):
        is_name = token.kind is Kind.STRING and data[token.start + 1 : token.end - 1] == wanted
        if is_name and _table_before(data, code[max(at - 4, 0) : at]) in variables:
            yield Span(token.start, token.end)


def _table_before(data: bytes, before: list[Token]) -> bytes | None:
    """The variable of which a key is asked right before a place; None if none is."""
    texts = [data[token.start : token.end] for token in before]
    if texts[-1:] == [b"["]:
        is_part = len(texts) > 2 and texts[-3] == b"."  # `other.TABLE["name"]` is somebody else's
        return texts[-2] if len(texts) > 1 and not is_part else None
    is_method = len(texts) == 4 and texts[1] == b"." and texts[2] in _METHODS and texts[3] == b"("
    return texts[0] if is_method else None
