"""cursusRegistry.stepAt: the step that a place of an open document is about, for a view that follows the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.features.place import find_place, steps_at
from cursus_registry.features.refactor.model import spot_at
from cursus_registry.index.declaration import Declaration
from cursus_registry.lsp.commands.arguments import read_arguments
from cursus_registry.lsp.commands.location import declaration_json
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.lsp.requests.place import Asked
from cursus_registry.lsp.requests.place import asked as place_asked
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.stepAt"


@dataclass(frozen=True, slots=True)
class _Arguments:
    uri: str
    line: int
    character: int


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    def answer(*given: Any) -> JsonAnswer:
        asked = read_arguments(given, _Arguments)
        if asked.line < 0 or asked.character < 0:
            raise JsonRpcInvalidParams("'line' and 'character' count from 0")
        place = place_asked(server, asked.uri, lsp.Position(asked.line, asked.character))
        row = _row_at(place) if place else None
        if place is None or row is None:
            return JsonAnswer(None)
        return JsonAnswer({"root": place.snapshot.root, **declaration_json(server, place.snapshot, row)})


def _row_at(place: Asked) -> Declaration | None:
    """The entry around a place, else what a look-up, a node or a class there means."""
    facts = place.snapshot.facts(place.path)
    around = spot_at(place.snapshot, facts, Span(place.offset, place.offset)).row if facts else None
    if around is not None:
        return around
    found = find_place(place.snapshot, place.path, place.offset)
    return next(iter(steps_at(place.snapshot, place.path, found)), None) if found else None
