"""The process that started the session: whether it still lives.

A server whose editor has died without a word must not stay behind. The operating system tells of the end where it can
(Linux); elsewhere it is asked every other second. It must not know what follows.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Callable
from threading import Thread

INTERVAL_SECONDS = 2.0
_LARGEST = 2**31 - 1


def watch(process_id: int, gone: Callable[[], None], *, interval: float = INTERVAL_SECONDS) -> bool:
    """Call `gone`, in a thread of its own, once a process has ended.

    False, and nothing happens, for one that cannot be seen: an editor outside the container of its server. `interval`
    counts where the system does not tell by itself.
    """
    if not 0 < process_id <= _LARGEST:
        return False
    alive = _windows_probe(process_id) if sys.platform == "win32" else _posix_probe(process_id)
    if not alive():
        return False
    descriptor = _descriptor(process_id)

    def look() -> None:
        if descriptor is None:
            while alive():
                time.sleep(interval)
        else:
            _wait_for(descriptor)
        gone()

    Thread(target=look, name="lsp-parent", daemon=True).start()
    return True


def _descriptor(process_id: int) -> int | None:
    """What can be read once a process has ended, even if nobody has fetched its exit code; None where there is none."""
    if not hasattr(os, "pidfd_open"):
        return None
    try:
        return os.pidfd_open(process_id)
    except OSError:  # it has just ended, or this is forbidden, as in some containers, or unknown to an old kernel
        return None


def _wait_for(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.poll()
    os.close(descriptor)


def _posix_probe(process_id: int) -> Callable[[], bool]:
    started_us = os.getppid() == process_id

    def alive() -> bool:
        if started_us and os.getppid() != process_id:
            return False  # it has ended, even if nobody has fetched its exit code yet
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True  # it belongs to somebody else
        return True

    return alive


def _windows_probe(process_id: int) -> Callable[[], bool]:
    """An open handle: it stays that of this process even if the number is given to another."""
    import ctypes  # noqa: PLC0415 - needed on Windows alone

    synchronize, wait_timeout = 0x00100000, 0x00000102
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.WaitForSingleObject.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    handle = kernel.OpenProcess(synchronize, False, process_id)

    def alive() -> bool:
        return bool(handle) and kernel.WaitForSingleObject(handle, 0) == wait_timeout

    return alive
