"""textDocument/prepareCallHierarchy, callHierarchy/incomingCalls and callHierarchy/outgoingCalls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.features.call_hierarchy import (
    CallItem,
    Identity,
    Node,
    User,
    find_item,
    incoming,
    outgoing,
    prepare_calls,
)
from cursus_registry.lsp.requests.hierarchy_data import ranges_in, read_data, snapshot_at, uri_and_ranges
from cursus_registry.lsp.requests.place import asked
from cursus_registry.project import Snapshot
from cursus_registry.resolution.steps import Step

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_KINDS = {Step: lsp.SymbolKind.Class, Node: lsp.SymbolKind.Object, User: lsp.SymbolKind.File}


def register(server: Server) -> None:
    """Register the three requests."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare(params: lsp.CallHierarchyPrepareParams) -> list[lsp.CallHierarchyItem] | None:
        place = asked(server, params.text_document.uri, params.position)
        found = prepare_calls(place.snapshot, place.path, place.offset) if place else []
        return [_shown(server, place.snapshot, item) for item in found] or None if place else None

    @server.feature(lsp.CALL_HIERARCHY_INCOMING_CALLS)
    def callers(params: lsp.CallHierarchyIncomingCallsParams) -> list[lsp.CallHierarchyIncomingCall] | None:
        identity, snapshot = _identity(params.item.data), snapshot_at(server, params.item.data)
        if identity is None or snapshot is None:
            return None
        return [
            lsp.CallHierarchyIncomingCall(
                _shown(server, snapshot, call.item),
                ranges_in(server, snapshot, call.item.target, call.spans),
            )
            for call in incoming(snapshot, identity)
        ] or None

    @server.feature(lsp.CALL_HIERARCHY_OUTGOING_CALLS)
    def called(params: lsp.CallHierarchyOutgoingCallsParams) -> list[lsp.CallHierarchyOutgoingCall] | None:
        identity, snapshot = _identity(params.item.data), snapshot_at(server, params.item.data)
        own = find_item(snapshot, identity) if identity and snapshot else None
        if identity is None or snapshot is None or own is None:
            return None
        return [
            lsp.CallHierarchyOutgoingCall(
                _shown(server, snapshot, call.item), ranges_in(server, snapshot, own.target, call.spans)
            )
            for call in outgoing(snapshot, identity)
        ] or None


def _shown(server: Server, snapshot: Snapshot, item: CallItem) -> lsp.CallHierarchyItem:
    uri, whole, name = uri_and_ranges(server, snapshot, item.target)
    data: dict[str, Any] = {"root": snapshot.root, **item.identity._asdict()}
    return lsp.CallHierarchyItem(
        item.name or '""', _KINDS[type(item.identity)], uri, whole, name, detail=item.detail, data=data
    )


def _identity(data: Any) -> Identity | None:
    """What an item stands for: a node has a path and a name, a file only a path, a step no path."""
    said = read_data(data, ("path", "name", "workspace"))
    if said is None:
        return None
    path, name = said["path"], said["name"]
    if path is not None:
        return User(path) if name is None else Node(path, name)
    return Step(name, said["workspace"]) if name is not None else None
