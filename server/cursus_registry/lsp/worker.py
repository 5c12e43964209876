"""The process that looks for classes outside: started when it is asked first, ended when nobody has asked for a while.

It is killed when an answer does not come, and then left alone for some time. It must not know what is asked.
"""

from __future__ import annotations

import asyncio
import json
import logging
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

_log = logging.getLogger(__name__)
_LONGEST_ANSWER = 8_000_000


class Limits(NamedTuple):
    """How long the process may take for what, in seconds."""

    start: float = 10.0
    answer: float = 2.0
    idle: float = 60.0
    rest: float = 300.0
    """After a failure nothing is asked for so long."""
    end: float = 0.5


class WorkerFailedError(Exception):
    """The process did not start, broke off, or did not answer in time; the message says which."""


class Worker:
    """At most one process, and one question at a time. `command` says how it is started; None where it cannot be."""

    def __init__(self, command: Callable[[], Sequence[str] | None], limits: Limits | None = None) -> None:
        self._command = command
        self._limits = limits or Limits()
        self._process: Process | None = None
        self._killed: Process | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None
        self._rests_until = 0.0
        self._told = False
        self._closed = False

    @property
    def process_id(self) -> int | None:
        """The process that runs now."""
        return self._process.pid if self._process else None

    @property
    def rests(self) -> bool:
        """Whether nothing can be asked now."""
        return self._closed or asyncio.get_running_loop().time() < self._rests_until

    async def ask(self, question: Any) -> Any | None:
        """The answer to a question, both JSON; None if there is none to be had."""
        async with self._turn:
            if self.rests:
                return None
            try:
                return await self._answer(question)
            except (WorkerFailedError, OSError) as error:
                await self._let_end()
                self._give_up(str(error))
                return None
            except BaseException:
                self.stop()  # an answer that nobody waits for would be taken for the next one's
                raise

    def stop(self) -> None:
        """End the process, if there is one; the next question starts another."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            self._killed = process

    async def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.stop()
        if self._killed is not None:
            await self._see_end(self._killed)

    async def _answer(self, question: Any) -> Any:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await self._start()
        if self._idle is not None:
            self._idle.cancel()
        answer = await self._exchange(process, question)
        self._idle = asyncio.get_running_loop().call_later(self._limits.idle, self.stop)
        return answer

    async def _start(self) -> Process:
        command = self._command()
        if command is None:
            raise WorkerFailedError("jedi is not installed beside this program")
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LONGEST_ANSWER, cwd="/"
        )
        self._process = process
        await self._line(process, self._limits.start, "did not start")
        return process

    async def _exchange(self, process: Process, question: Any) -> Any:
        if process.stdin is None:
            raise WorkerFailedError("it has no input")
        try:
            process.stdin.write(f"{json.dumps(question)}\n".encode())
            await process.stdin.drain()
        except ConnectionError as error:
            raise WorkerFailedError(f"it has ended: {error}") from None
        return await self._line(process, self._limits.answer, "did not answer")

    async def _line(self, process: Process, seconds: float, failure: str) -> Any:
        if process.stdout is None:
            raise WorkerFailedError("it has no output")
        try:
            line = await asyncio.wait_for(process.stdout.readline(), seconds)
        except TimeoutError:
            raise WorkerFailedError(f"it {failure} within {seconds} seconds") from None
        except ValueError:
            raise WorkerFailedError("its answer is too long") from None
        if not line.endswith(b"\n"):
            raise WorkerFailedError("it has ended")
        try:
            return json.loads(line)
        except ValueError:
            raise WorkerFailedError("its answer cannot be read") from None

    async def _let_end(self) -> None:
        """Let one that is about to end do so: to kill what has just ended confuses those who watch over it."""
        process = self._process
        if process is not None and process.stdout is not None and process.stdout.at_eof():
            await self._see_end(process)

    async def _see_end(self, process: Process) -> None:
        try:
            await asyncio.wait_for(process.wait(), self._limits.end)
        except TimeoutError:
            _log.debug("process %d is slow to end", process.pid)

    def _give_up(self, reason: str) -> None:
        self.stop()
        self._rests_until = asyncio.get_running_loop().time() + self._limits.rest
        level = logging.DEBUG if self._told else logging.WARNING
        self._told = True
        _log.log(level, "classes outside of projects are not looked up for a while: the process for them, %s", reason)
