"""textDocument/references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.references import Kind, references, subject_at
from cursus_registry.lsp.requests.locations import all_snapshots, to_location
from cursus_registry.lsp.requests.place import asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def answer(params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        place = asked(server, params.text_document.uri, params.position)
        subject = subject_at(place.snapshot, place.path, place.offset) if place else None
        if place is None or subject is None:
            return None
        server.work.prepare_all()
        found = references(all_snapshots(server, place.snapshot.root), subject)
        wanted = params.context.include_declaration
        return [to_location(server, one) for one in found if wanted or one.kind is not Kind.DECLARATION] or None
