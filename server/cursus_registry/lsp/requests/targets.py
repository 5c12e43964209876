"""What every "go to" request answers with: links where the client knows them, else locations."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.components.outside import Outside
from cursus_registry.features.place import Targets
from cursus_registry.lsp.outside import JOURNEY_SECONDS
from cursus_registry.lsp.requests.place import Asked, asked
from cursus_registry.project import Snapshot

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

Answer = list[lsp.LocationLink] | list[lsp.Location] | None
Late = Coroutine[Any, Any, Answer]
Feature = Callable[[Snapshot, str, int, Outside], Targets | None]
_Params = lsp.DefinitionParams | lsp.DeclarationParams | lsp.TypeDefinitionParams | lsp.ImplementationParams
_Announced = (
    lsp.DefinitionClientCapabilities
    | lsp.DeclarationClientCapabilities
    | lsp.TypeDefinitionClientCapabilities
    | lsp.ImplementationClientCapabilities
    | None
)


def answer_targets(server: Server, params: _Params, name: str, feature: Feature) -> Answer | Late:
    """Where a feature leads to from a place; `name` is that of the request among the client's capabilities."""
    place = asked(server, params.text_document.uri, params.position)
    if place is None:
        return None
    return server.outside.answer(
        place.packages,
        lambda outside: _answer(server, place, name, feature(place.snapshot, place.path, place.offset, outside)),
        JOURNEY_SECONDS,
    )


def _answer(server: Server, place: Asked, name: str, found: Targets | None) -> Answer:
    if found is None:
        return None
    if _knows_links(server, name):
        return _links(place, found)
    return [place.location(target.path, target.name_span) for target in found.targets]


def _links(place: Asked, found: Targets) -> list[lsp.LocationLink]:
    origin = place.range(found.origin)
    shown = [
        (place.location(target.path, target.span), place.location(target.path, target.name_span))
        for target in found.targets
    ]
    return [
        lsp.LocationLink(
            target_uri=name.uri,
            target_range=whole.range,
            target_selection_range=name.range,
            origin_selection_range=origin,
        )
        for whole, name in shown
    ]


def _knows_links(server: Server, name: str) -> bool:
    announced: _Announced = getattr(server.session.client.text_document, name, None)
    return bool(announced and announced.link_support)
