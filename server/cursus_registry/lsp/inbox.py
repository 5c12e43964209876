"""Messages from the client, in order, a few milliseconds of work at a time; news of cancelled requests overtakes.

Everything that has come is read before the next turn, so that a request which was taken back in the meantime never
runs. It must not know what a message means, `$/cancelRequest` aside.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from cursus_registry.lsp.frames import Frames, Misframed
from cursus_registry.lsp.messages import PARSE_ERROR, Id, Invalid, Message, Notification, Request, decode

TURN_SECONDS = 0.005
_CANCEL = "$/cancelRequest"


class Client(Protocol):
    """Where messages go."""

    def handle(self, message: Message) -> None:
        """A message whose turn it is."""

    def cancelled(self, request: Request) -> None:
        """A request that was taken back before its turn."""

    def cancel(self, request_id: Id) -> None:
        """A request that may be running is taken back."""


class Inbox:
    """Takes bytes; hands out messages. `schedule` asks for the next turn, `idle` is called when all is handled."""

    def __init__(
        self,
        client: Client,
        schedule: Callable[[Callable[[], None]], object],
        idle: Callable[[], None],
    ) -> None:
        self._client = client
        self._call_soon = schedule
        self._idle = idle
        self._frames = Frames()
        self._queue: deque[Message] = deque()
        self._scheduled = False
        self._closed = False

    @property
    def waiting(self) -> bool:
        """Whether there are messages whose turn has not come."""
        return bool(self._queue)

    @property
    def incomplete(self) -> bool:
        """Whether a part of a message has come whose rest has not."""
        return self._frames.incomplete

    def feed(self, data: bytes) -> None:
        """Bytes have come. Raises `InputLostError` where they are no frames for too long."""
        self._frames.feed(data)
        while (body := self._frames.take()) is not None:
            if isinstance(body, Misframed):
                self._put(Invalid(None, PARSE_ERROR, f"the input cannot be read: {body.reason}"))
                continue
            message, rest = decode(body)
            self._frames.give_back(rest)
            self._put(message)
        self._schedule()

    def hurry(self) -> None:
        """Handle messages now, not when the next turn comes."""
        if self._queue:
            self._turn()

    def close(self) -> None:
        """Drop everything, for good."""
        self._closed = True
        self._queue.clear()

    def _put(self, message: Message) -> None:
        if self._closed:
            return
        if isinstance(message, Notification) and message.method == _CANCEL:
            self._cancel(message.params)
        else:
            self._queue.append(message)

    def _cancel(self, params: object) -> None:
        wanted = params.get("id") if isinstance(params, dict) else None
        if isinstance(wanted, bool) or not isinstance(wanted, int | float | str):
            return
        for message in self._queue:
            if isinstance(message, Request) and message.id == wanted:
                self._queue.remove(message)
                self._client.cancelled(message)
                return
        self._client.cancel(wanted)

    def _schedule(self) -> None:
        if not self._scheduled and self._queue:
            self._scheduled = True
            self._call_soon(self._turn)

    def _turn(self) -> None:
        self._scheduled = False
        end = time.perf_counter() + TURN_SECONDS
        while self._queue:
            self._client.handle(self._queue.popleft())
            if time.perf_counter() > end:
                break
        if not self._queue:
            self._idle()
        self._schedule()
