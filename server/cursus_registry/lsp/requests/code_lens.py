"""textDocument/codeLens and codeLens/resolve: what stands over the entries of a registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.references import Lens, Told, Topic, lenses, told_by
from cursus_registry.lsp.client_commands import show_references
from cursus_registry.lsp.requests.locations import all_snapshots, to_location
from cursus_registry.lsp.requests.place import Asked, asked
from cursus_registry.lsp.requests.sent_back import data_of, member_of, uri_of
from cursus_registry.settings import LensesTable
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register both requests."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensOptions(resolve_provider=True))
    def answer(params: lsp.CodeLensParams) -> list[lsp.CodeLens] | None:
        uri = params.text_document.uri
        place = asked(server, uri)
        if place is None:
            return None
        wanted = server.session.editor_at(place.path).server.lenses
        found = [one for one in lenses(place.snapshot, place.path) if _is_wanted(one, wanted)]
        return [lsp.CodeLens(place.range(one.span), data=_data(uri, one)) for one in found] or None

    @server.feature(lsp.CODE_LENS_RESOLVE)
    def resolve(lens: lsp.CodeLens) -> lsp.CodeLens:
        uri, meant = uri_of(lens.data), _lens(data_of(lens.data))
        place = asked(server, uri) if uri else None
        if place is None or meant is None:
            raise JsonRpcContentModified("the document of this lens is not open any more")
        server.work.prepare_all()
        told = told_by(all_snapshots(server, place.snapshot.root), place.snapshot, place.path, meant)
        if told is None:
            raise JsonRpcContentModified("the entry of this lens is gone")
        lens.command = _command(place, lens.range.start, told)
        return lens


def _is_wanted(lens: Lens, wanted: LensesTable) -> bool:
    return wanted.mentions if lens.topic is Topic.MENTIONS else wanted.namespaces


def _data(uri: str, lens: Lens) -> dict[str, Any]:
    return {
        "uri": uri,
        "topic": lens.topic.value,
        "variable": lens.variable,
        "name": lens.name,
        "ordinal": lens.ordinal,
    }


def _lens(data: dict[str, Any]) -> Lens | None:
    """The lens that a client sends back; None if it is none of ours."""
    variable, name, ordinal = (data.get(key) for key in ("variable", "name", "ordinal"))
    topic = member_of(Topic, data.get("topic"))
    if topic is None or not (isinstance(variable, str) and isinstance(name, str) and isinstance(ordinal, int)):
        return None
    return Lens(Span(0, 0), topic, variable, name, ordinal)


def _command(place: Asked, position: lsp.Position, told: Told) -> lsp.Command:
    """A command that opens the places, if the client has one and there are any; else the words alone."""
    server = place.server
    command = show_references(server.session.client)
    if command is None or not told.places:
        return lsp.Command(told.title, "")
    locations = [to_location(server, one) for one in told.places]
    return lsp.Command(told.title, command, arguments=[server.publisher.uri(place.path), position, locations])
