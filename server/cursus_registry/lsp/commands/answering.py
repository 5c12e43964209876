"""How a command is answered: one object in, read into a record, and plain data out. It must not know any command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from cursus_registry.lsp.commands.arguments import read_arguments
from cursus_registry.lsp.protocol import JsonAnswer

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_Record = TypeVar("_Record")


def answer_with(
    server: Server, name: str, record: type[_Record], answer: Callable[[Server, _Record], Awaitable[dict[str, Any]]]
) -> None:
    """Have a command answered with what `answer` makes of its argument. A wrong argument never gets there."""

    @server.command(name)
    async def run(*given: Any) -> JsonAnswer:
        return JsonAnswer(await answer(server, read_arguments(given, record)))
