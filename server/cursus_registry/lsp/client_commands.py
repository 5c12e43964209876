"""Which commands a client can run itself. It must not know what they are for.

A client announces them as `experimental: {commands: {commands: ["…"]}}` among its capabilities, as it does to other
servers.
"""

from __future__ import annotations

from typing import Any

from lsprotocol import types as lsp

SHOW_REFERENCES = ("cursusRegistry.showReferences", "editor.action.showReferences")
"""Commands that open a list of places, the one that is preferred first. Their arguments are a URI, a position and
locations as the protocol has them. Visual Studio Code's own wants objects of its own instead: an extension registers
ours, and hands the converted arguments on to it. A client that runs the other on plain arguments announces that."""


def show_references(client: lsp.ClientCapabilities) -> str | None:
    """The command by which a client opens a list of places; None if it has none."""
    announced = _at(_at(client.experimental, "commands"), "commands")
    known = announced if isinstance(announced, list | tuple) else ()
    return next((command for command in SHOW_REFERENCES if command in known), None)


def _at(value: Any, name: str) -> Any:
    """A part of what a client has announced, which may be anything."""
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)
