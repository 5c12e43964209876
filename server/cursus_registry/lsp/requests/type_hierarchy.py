"""textDocument/prepareTypeHierarchy, typeHierarchy/supertypes and typeHierarchy/subtypes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.features.type_hierarchy import (
    DeclarationIdentity,
    HierarchyItem,
    prepare_types,
    subtypes,
    supertypes,
)
from cursus_registry.index.declaration import RegistryType
from cursus_registry.lsp.requests.hierarchy_data import read_data, snapshot_at, uri_and_ranges
from cursus_registry.lsp.requests.place import asked
from cursus_registry.project import Snapshot

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_KINDS = {kind.value: kind for kind in RegistryType}


def register(server: Server) -> None:
    """Register the three requests."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_TYPE_HIERARCHY)
    def prepare(params: lsp.TypeHierarchyPrepareParams) -> list[lsp.TypeHierarchyItem] | None:
        place = asked(server, params.text_document.uri, params.position)
        found = prepare_types(place.snapshot, place.path, place.offset) if place else []
        return [_shown(server, place.snapshot, item) for item in found] or None if place else None

    @server.feature(lsp.TYPE_HIERARCHY_SUPERTYPES)
    def above(params: lsp.TypeHierarchySupertypesParams) -> list[lsp.TypeHierarchyItem] | None:
        return _related(server, params.item.data, supertypes)

    @server.feature(lsp.TYPE_HIERARCHY_SUBTYPES)
    def below(params: lsp.TypeHierarchySubtypesParams) -> list[lsp.TypeHierarchyItem] | None:
        return _related(server, params.item.data, subtypes)


def _related(
    server: Server, data: Any, feature: Callable[[Snapshot, DeclarationIdentity], list[HierarchyItem]]
) -> list[lsp.TypeHierarchyItem] | None:
    said, snapshot = read_data(data, ("name", "namespace", "kind")), snapshot_at(server, data)
    kind = _KINDS.get((said or {}).get("kind") or "")
    if said is None or snapshot is None or kind is None:
        return None
    identity = DeclarationIdentity(said["name"] or "", said["namespace"] or "", kind)
    return [_shown(server, snapshot, item) for item in feature(snapshot, identity)] or None


def _shown(server: Server, snapshot: Snapshot, item: HierarchyItem) -> lsp.TypeHierarchyItem:
    uri, whole, name = uri_and_ranges(server, snapshot, item.target)
    identity = item.identity
    return lsp.TypeHierarchyItem(
        identity.name or '""',
        lsp.SymbolKind.Class,
        uri,
        whole,
        name,
        tags=[lsp.SymbolTag.Deprecated] if item.deprecated else None,
        detail=item.detail,
        data={
            "root": snapshot.root,
            "name": identity.name,
            "namespace": identity.namespace,
            "kind": identity.registry_type.value,
        },
    )
