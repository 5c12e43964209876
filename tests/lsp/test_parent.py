"""The client's process: its end is noticed, by whatever the system has, and nobody waits for one that cannot be seen."""

import os
import signal
import subprocess
import sys
from threading import Event

import pytest

from cursus_registry.lsp import parent

PATIENCE_SECONDS = 60


@pytest.fixture
def client():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.fixture
def asking(monkeypatch):
    """A system that does not tell of the end of a process."""
    monkeypatch.delattr(os, "pidfd_open", raising=False)


@pytest.mark.usefixtures("asking")
def test_the_end_is_noticed_by_asking(client):
    gone = Event()
    assert parent.watch(client.pid, gone.set, interval=0.01)
    assert not gone.wait(0.1)
    client.kill()
    client.wait()
    assert gone.wait(PATIENCE_SECONDS)


def test_the_end_is_told_without_asking_and_before_anybody_fetches_the_exit_code(client):
    gone = Event()
    assert parent.watch(client.pid, gone.set, interval=PATIENCE_SECONDS * 10)
    assert not gone.wait(0.1)
    client.kill()
    assert gone.wait(PATIENCE_SECONDS)
    assert client.wait() == -signal.SIGKILL


def test_a_system_that_refuses_to_tell_is_asked(client, monkeypatch):
    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(os, "pidfd_open", refuse, raising=False)
    gone = Event()
    assert parent.watch(client.pid, gone.set, interval=0.01)
    client.kill()
    client.wait()
    assert gone.wait(PATIENCE_SECONDS)


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**64])
def test_what_is_no_number_of_a_process_is_not_watched(number):
    assert not parent.watch(number, pytest.fail)


def test_what_has_ended_before_is_not_watched(client):
    client.kill()
    client.wait()
    assert not parent.watch(client.pid, pytest.fail)
