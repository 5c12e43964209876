"""textDocument/definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.definition import definition
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.requests.place import asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def answer(params: lsp.DefinitionParams) -> list[lsp.LocationLink] | list[lsp.Location] | None:
        place = asked(server, params.text_document.uri, params.position)
        found = definition(place.snapshot, place.path, place.offset) if place else None
        if place is None or found is None:
            return None
        if not _knows_links(server):
            return [
                lsp.Location(_uri(server, target.path), place.range_in(target.path, target.name_span))
                for target in found.targets
            ]
        return [
            lsp.LocationLink(
                target_uri=_uri(server, target.path),
                target_range=place.range_in(target.path, target.span),
                target_selection_range=place.range_in(target.path, target.name_span),
                origin_selection_range=place.range(found.origin),
            )
            for target in found.targets
        ]


def _knows_links(server: Server) -> bool:
    documents = server.session.client.text_document
    return bool(documents and documents.definition and documents.definition.link_support)


def _uri(server: Server, path: str) -> str:
    """The URI of a file as the client itself spells it, if it has it open."""
    document = server.session.documents.at(path)
    return document.uri if document else to_uri(path)
