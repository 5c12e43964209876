"""What was seen of which editor is kept: below artifacts/, where `docs/editors_table.py` finds it, and in the summary."""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import editors_table

SEEN = pytest.StashKey[dict[str, dict[str, Any]]]()
SECONDS = pytest.StashKey[dict[str, dict[str, float]]]()


def pytest_configure(config):
    config.stash[SEEN] = {}
    config.stash[SECONDS] = defaultdict(dict)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.editors)


@pytest.fixture
def seen(request):
    """Keep what was seen of a feature, which the test is named after, and how long the test took."""
    started = time.monotonic()
    client = request.node.callspec.params["editor"]
    feature = request.node.originalname.removeprefix("test_")

    def keep(kind, value):
        known = request.config.stash[SEEN]
        about = {"name": kind.name, "version": kind.version(), "page": kind.page, "features": {}}
        known.setdefault(client, about)["features"][feature] = value

    yield keep
    request.config.stash[SECONDS][client][feature] = round(time.monotonic() - started, 1)


@pytest.fixture
def keep(request):
    """Keep what tests elsewhere have seen of an editor, and how long each feature took."""

    def keep(client, about, seconds):
        request.config.stash[SEEN][client] = about
        request.config.stash[SECONDS][client] = seconds

    return keep


def pytest_terminal_summary(terminalreporter, config):
    """Print how long each editor took, and write down what was seen."""
    known, seconds = config.stash[SEEN], config.stash[SECONDS]
    if not known:
        return
    terminalreporter.section("editors")
    for client, about in known.items():
        took = ", ".join(f"{feature} {count:.1f}" for feature, count in seconds[client].items())
        total = sum(seconds[client].values())
        terminalreporter.line(f"{about['name']} {about['version']}: {total:.1f} s ({took})")
    written = {client: {**about, "seconds": dict(seconds[client])} for client, about in known.items()}
    again = config.getoption("lf", default=False)  # --last-failed
    editors_table.write_down(written, editors_table.ARTIFACTS / "clients.json", again=again)
