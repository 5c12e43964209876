"""Standard input and output as the protocol's transport: frames only, read by a thread of their own.

pygls reads input in the pool that also runs handlers, a hop of the event loop for each header line; here a whole
message that has arrived is handled without one. It must not know what a message means.
"""

from __future__ import annotations

import asyncio
import os
import sys
from threading import Event, Thread

from pygls.io_ import StdoutWriter, run_async

from cursus_registry.lsp.server import Server

_CHUNK = 1 << 16


class StdinReader:
    """The reader that pygls asks; the end of input reads as nothing."""

    def __init__(self, descriptor: int) -> None:
        self._stream = asyncio.StreamReader(limit=_CHUNK)
        self._loop = asyncio.get_running_loop()
        Thread(target=self._feed, args=(descriptor,), name="lsp-stdin", daemon=True).start()

    async def readline(self) -> bytes:
        """The next header line."""
        try:
            return await self._stream.readline()
        except ValueError:
            return b""  # a header of 64 KB: nothing that follows can be understood

    async def readexactly(self, n: int) -> bytes:
        """The next body."""
        try:
            return await self._stream.readexactly(n)
        except asyncio.IncompleteReadError:
            return b""

    def _feed(self, descriptor: int) -> None:
        # not sys.stdin.buffer: its lock, held by a thread that waits, would stop the interpreter from ending
        while True:
            try:
                chunk = os.read(descriptor, _CHUNK)
            except OSError:
                chunk = b""
            try:
                self._loop.call_soon_threadsafe(self._take, chunk)
            except RuntimeError:  # the loop is closed: nobody is left to read for
                return
            if not chunk:
                return

    def _take(self, chunk: bytes) -> None:
        if chunk:
            self._stream.feed_data(chunk)
        else:
            self._stream.feed_eof()


def serve(server: Server) -> None:
    """Serve until the client goes. What any library prints goes to stderr: stdout carries frames only."""
    frames = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.protocol.set_writer(StdoutWriter(frames))
    try:
        asyncio.run(_run(server))
    except BrokenPipeError:
        sys.exit(1)  # the client went without a word
    finally:
        server.shutdown()  # type: ignore[no-untyped-call]


async def _run(server: Server) -> None:
    reader = StdinReader(sys.stdin.fileno())
    await run_async(Event(), reader, server.protocol, error_handler=server.report_server_error)
