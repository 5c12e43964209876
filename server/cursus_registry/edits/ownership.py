"""Whether a place in a file belongs to one table alone, or to a constant that others use too."""

from __future__ import annotations

import re

from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.text import Span

_STATEMENT = re.compile(rb"(?:\A|[\r\n])(?=[^\s#)\]}\"'])")


def is_own(facts: FileFacts, table: Table, span: Span) -> bool:
    """Whether the text of an entry is the table's own: in its display, in a later statement on its variable, or in a
    constant that is used nowhere but in the table. To change any other text would change more than the table.
    """
    if table.span.start <= span.start and span.end <= table.span.end:
        return True
    data = facts.source.data
    start = max((match.end() for match in _STATEMENT.finditer(data, 0, span.start + 1)), default=0)
    if re.search(rb"\b%s\b" % re.escape(table.variable.encode()), data[start : span.start]):
        return True
    constant = re.match(rb"[^\W\d]\w*", data[start:])
    return constant is not None and len(re.findall(rb"\b%s\b" % re.escape(constant[0]), data)) == 2
