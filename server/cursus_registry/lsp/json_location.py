"""Where something stands, as JSON for the client: the one way for answers that are no records of the protocol's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cursus_registry.text import SourceText, Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def to_json_location(server: Server, path: str, source: SourceText, span: Span) -> dict[str, Any]:
    """A stretch of a file as a JSON `Location`, of a notebook that is open in its cell.

    The URI is spelt as the client does. Of an answer with hundreds of places the protocol's classes would be most of
    the work.
    """
    place = source.range(span, server.session.encoding)
    document = server.session.documents.at(path)
    uri, (start, end) = document.shown(place) if document else (server.publisher.uri(path), place)
    return {"uri": uri, "range": {"start": start._asdict(), "end": end._asdict()}}
