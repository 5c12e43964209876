"""What a client announces that the protocol does not know: `experimental: {cursusRegistry: {…: true}}`."""

from __future__ import annotations

from lsprotocol import types as lsp


def announces(client: lsp.ClientCapabilities, name: str) -> bool:
    """Whether a client says that it knows something of ours by that name."""
    experimental = client.experimental
    ours = (
        experimental.get("cursusRegistry")
        if isinstance(experimental, dict)
        else getattr(experimental, "cursusRegistry", None)
    )
    said = ours.get(name) if isinstance(ours, dict) else getattr(ours, name, None)
    return said is True
