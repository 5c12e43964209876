"""textDocument/documentSymbol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.symbols import Symbol, SymbolKind, document_symbols
from cursus_registry.lsp.requests.place import Asked, asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_KINDS = {
    SymbolKind.TABLE: lsp.SymbolKind.Namespace,
    SymbolKind.STEP: lsp.SymbolKind.Class,
    SymbolKind.FIELD: lsp.SymbolKind.Property,
    SymbolKind.DAG: lsp.SymbolKind.Namespace,
    SymbolKind.EDGE: lsp.SymbolKind.Event,
}


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def answer(
        params: lsp.DocumentSymbolParams,
    ) -> list[lsp.DocumentSymbol] | list[lsp.SymbolInformation] | None:
        place = asked(server, params.text_document.uri)
        symbols = document_symbols(place.snapshot, place.path) if place else []
        if place is None or not symbols:
            return None
        if _knows_trees(server):
            return [_tree(place, symbol, tags=_knows_tags(server)) for symbol in symbols]
        return list(_flat(place, params.text_document.uri, symbols, None))


def _knows_trees(server: Server) -> bool:
    documents = server.session.client.text_document
    outline = documents.document_symbol if documents else None
    return bool(outline and outline.hierarchical_document_symbol_support)


def _knows_tags(server: Server) -> bool:
    documents = server.session.client.text_document
    outline = documents.document_symbol if documents else None
    return bool(outline and outline.tag_support and lsp.SymbolTag.Deprecated in outline.tag_support.value_set)


def _tree(place: Asked, symbol: Symbol, *, tags: bool) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=symbol.name,
        kind=_KINDS[symbol.kind],
        range=place.range(symbol.span),
        selection_range=place.range(symbol.name_span),
        detail=symbol.detail or None,
        tags=[lsp.SymbolTag.Deprecated] if symbol.deprecated and tags else None,
        children=[_tree(place, child, tags=tags) for child in symbol.children] or None,
    )


def _flat(place: Asked, uri: str, symbols: Iterable[Symbol], container: str | None) -> Iterator[lsp.SymbolInformation]:
    for symbol in symbols:
        location = lsp.Location(uri, place.range(symbol.span))
        yield lsp.SymbolInformation(location, symbol.name, _KINDS[symbol.kind], container_name=container)
        yield from _flat(place, uri, symbol.children, symbol.name)
