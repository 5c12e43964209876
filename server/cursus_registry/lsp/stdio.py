"""Standard input and output as the protocol's transport, and the life of the process around them.

It must not know what a message means.
"""

from __future__ import annotations

import asyncio
import logging
import os
import select
from threading import BoundedSemaphore, Thread

from cursus_registry.lsp import parent
from cursus_registry.lsp.descriptors import Descriptors
from cursus_registry.lsp.ending import Ending
from cursus_registry.lsp.frames import InputLostError
from cursus_registry.lsp.greeting import Greeting
from cursus_registry.lsp.inbox import Inbox
from cursus_registry.lsp.outbox import Outbox
from cursus_registry.lsp.protocol import Connection
from cursus_registry.lsp.server import Server

_CHUNK = 1 << 16
_UNHANDLED_CHUNKS = 64
_FLUSH_SECONDS = 1.0


def serve(server: Server, descriptors: Descriptors, greeting: Greeting) -> int:
    """Serve until the client goes; the exit code."""
    return asyncio.run(_serve(server, descriptors, greeting))


async def _serve(server: Server, descriptors: Descriptors, greeting: Greeting) -> int:
    protocol = server.protocol
    protocol.greeted = greeting.answered
    ending = Ending()
    ending.on_signals(lambda: protocol.exit_code)
    outbox = Outbox(
        descriptors.outgoing,
        gone=lambda: ending.stop(protocol.exit_code, "the client does not read any more", logging.INFO),
        lost=lambda reason: ending.stop(protocol.exit_code, reason),
    )
    protocol.connect(Connection(outbox.send, ending.stop, lambda process: _watch(process, ending)))
    reader = StdinReader(descriptors.incoming, server, ending, greeting.received)
    code = await ending.wait()
    reader.close()
    server.lane.close()
    await server.outside.close()
    outbox.close(_FLUSH_SECONDS)
    return code


def _watch(process: int, ending: Ending) -> None:
    reason = f"the client, process {process}, has ended without a word"
    parent.watch(process, lambda: ending.stop(1, reason, logging.WARNING))


class StdinReader:
    """Reads when there is something to read, no further ahead of the work than a few megabytes.

    On the loop where the system can tell when that is: a thread in between would cost every answer a tenth of a
    millisecond. Elsewhere, and for files, in a thread.
    """

    def __init__(self, descriptor: int, server: Server, ending: Ending, received: bytes) -> None:
        self._descriptor = descriptor
        self._ending = ending
        self._loop = asyncio.get_running_loop()
        self._inbox = Inbox(server.protocol, self._loop.call_soon, self._idle)
        self._room = BoundedSemaphore(_UNHANDLED_CHUNKS)
        self._used = 0
        self._at_end = False
        self._on_loop = False
        if received:
            self._inbox.feed(received)
        try:
            self._loop.add_reader(descriptor, self._read)
        except (NotImplementedError, OSError):
            Thread(target=self._feed, name="lsp-stdin", daemon=True).start()
        else:
            self._on_loop = True
            Thread(target=self._wait_for_end, name="lsp-stdin", daemon=True).start()

    def close(self) -> None:
        """Hand out no more."""
        self._inbox.close()
        if self._on_loop:
            self._loop.remove_reader(self._descriptor)

    def _read(self) -> None:
        """Read all that has come, and answer before anything else is done."""
        more = select.poll()
        more.register(self._descriptor, select.POLLIN)
        while True:
            chunk = _read_chunk(self._descriptor)
            if not chunk:
                self._ending.hurry()
            self._take(chunk)
            if self._at_end or self._used >= _UNHANDLED_CHUNKS:
                self._loop.remove_reader(self._descriptor)
                break
            if not more.poll(0):
                break
        self._inbox.hurry()

    def _wait_for_end(self) -> None:
        """The end of the input ends the process even if the loop does not come to read it."""
        poll = select.poll()
        poll.register(self._descriptor, 0)
        poll.poll()
        self._ending.hurry()

    def _feed(self) -> None:
        # not sys.stdin.buffer: its lock, held by a thread that waits, would stop the interpreter from ending
        chunk = b"."
        while chunk:
            self._room.acquire()
            chunk = _read_chunk(self._descriptor)
            if not chunk:
                self._ending.hurry()
            try:
                self._loop.call_soon_threadsafe(self._take, chunk)
            except RuntimeError:  # the loop is closed: nobody is left to read for
                return

    def _take(self, chunk: bytes) -> None:
        self._used += 1
        self._at_end = not chunk
        try:
            self._inbox.feed(chunk)
        except InputLostError as error:
            self._ending.stop(1, f"the input is given up: {error}")
        if not self._inbox.waiting:
            self._idle()

    def _idle(self) -> None:
        if self._on_loop:
            if self._used >= _UNHANDLED_CHUNKS and not self._at_end:
                self._loop.add_reader(self._descriptor, self._read)
        elif self._used:
            self._room.release(self._used)
        self._used = 0
        if self._at_end:
            self._ending.stop(1, "the input ended within a message" if self._inbox.incomplete else "")


def _read_chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except OSError:
        return b""
