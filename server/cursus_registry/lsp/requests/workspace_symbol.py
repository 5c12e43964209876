"""workspace/symbol and workspaceSymbol/resolve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.workspace_symbols import Identity, StepSymbol, name_range, workspace_symbols
from cursus_registry.files.uris import to_path
from cursus_registry.lsp.requests.sent_back import data_of
from cursus_registry.lsp.to_lsp import to_lsp_range

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register both requests."""

    @server.feature(lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolOptions(resolve_provider=True))
    def answer(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol] | None:
        server.work.prepare_all()
        shape = _shape(server)
        snapshots = [project.snapshot for project in server.session.projects.values()]
        found = workspace_symbols(snapshots, params.query, server.session.encoding)
        return [_shown(server, symbol, shape) for symbol in found] or None

    @server.feature(lsp.WORKSPACE_SYMBOL_RESOLVE)
    def resolve(symbol: lsp.WorkspaceSymbol) -> lsp.WorkspaceSymbol:
        server.work.refresh()
        symbol.location = lsp.Location(symbol.location.uri, _present_range(server, symbol))
        return symbol


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the client knows of symbols."""

    lazy: bool
    tags: bool


def _shape(server: Server) -> _Shape:
    workspace = server.session.client.workspace
    known = workspace.symbol if workspace else None
    tags = known.tag_support.value_set if known and known.tag_support else ()
    resolved = known.resolve_support.properties if known and known.resolve_support else ()
    return _Shape(lazy="location.range" in resolved, tags=lsp.SymbolTag.Deprecated in tags)


def _shown(server: Server, symbol: StepSymbol, shape: _Shape) -> lsp.WorkspaceSymbol:
    identity = symbol.identity
    uri = server.publisher.uri(identity.path)
    location: lsp.Location | lsp.LocationUriOnly = lsp.LocationUriOnly(uri)
    if not shape.lazy:
        location = lsp.Location(uri, to_lsp_range(symbol.range))
    return lsp.WorkspaceSymbol(
        location,
        identity.name,
        lsp.SymbolKind.Class,
        data={"root": identity.root, "variable": identity.variable, "ordinal": identity.ordinal}
        if shape.lazy
        else None,
        tags=[lsp.SymbolTag.Deprecated] if symbol.deprecated and shape.tags else None,
        container_name=symbol.container,
    )


def _present_range(server: Server, symbol: lsp.WorkspaceSymbol) -> lsp.Range:
    """Where a symbol is now; the beginning of its file if it has gone in the meantime."""
    nowhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    data = data_of(symbol.data)
    root, variable, ordinal = (data.get(name) for name in ("root", "variable", "ordinal"))
    path = to_path(symbol.location.uri)
    if not (path and isinstance(root, str) and isinstance(variable, str) and isinstance(ordinal, int)):
        return nowhere
    project = server.session.projects.get(root)
    identity = Identity(root, path, variable, symbol.name, ordinal)
    found = name_range(project.snapshot, identity, server.session.encoding) if project else None
    return to_lsp_range(found) if found else nowhere
