"""Which diagnostics go to the client, and when: the changed file first, then what its change reaches.

Keeps what was published, so that nothing is sent twice and nothing stays when its reason is gone.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import Diagnostic, diagnostics, name_places
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import diagnostic_shape, to_lsp_diagnostic

Send = Callable[[lsp.PublishDiagnosticsParams], None]
_log = logging.getLogger(__name__)


class Publisher:
    """Sends lists of diagnostics, and remembers them by path."""

    def __init__(self, session: Session, send: Send) -> None:
        self._session = session
        self._send = send
        self._published: dict[str, list[Diagnostic]] = {}
        self._pointing: dict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, str] = {}  # URIs as the client writes them, also after it has closed the document
        self._outlines: dict[str, tuple[object, ...]] = {}

    def publish(self, path: str) -> None:
        """Send the present diagnostics of a file, with its version if it is open."""
        project = self._session.project_of(path)
        found = diagnostics(project.snapshot, path, self._session.encoding) if project else []
        document = self._session.documents.at(path)
        shape = diagnostic_shape(self._session.client)
        if document:
            self._spelt[path] = document.uri
        self._remember(path, found)
        self._send(
            lsp.PublishDiagnosticsParams(
                uri=self._spelt.get(path) or to_uri(path),
                diagnostics=[to_lsp_diagnostic(one, shape) for one in found],
                version=document.version if document else None,
            )
        )

    def publish_edited(self, path: str) -> None:
        """Send the diagnostics of a file that was edited, unless it is none that a project reads."""
        project = self._session.project_of(path)
        if path in self._published or (project and project.snapshot.facts(path)):
            self.publish(path)

    def publish_if_changed(self, path: str) -> None:
        """Send the diagnostics of a file unless the client has them."""
        project = self._session.project_of(path)
        found = diagnostics(project.snapshot, path, self._session.encoding) if project else []
        if found != self._published.get(path, []):
            self.publish(path)

    def publish_all(self, paths: Iterable[str]) -> Iterator[str]:
        """A job: the open files first, then the others, a file a step."""
        is_open = set(self._session.documents.paths())
        for path in sorted(set(paths), key=lambda path: (path not in is_open, path)):
            self.publish_if_changed(path)
            yield path

    def pointing_at(self, path: str) -> set[str]:
        """The files whose published diagnostics name a place in a file, if those places may have moved."""
        outline = self._outline(path)
        moved = self._outlines.get(path) != outline
        self._outlines[path] = outline
        return set(self._pointing.get(path, ())) if moved else set()

    def known(self) -> set[str]:
        """The files with published diagnostics."""
        return {path for path, found in self._published.items() if found}

    def forget(self, root: str) -> None:
        """Clear everything at and below a folder that is not looked at any more."""
        for path in sorted(self.known()):
            if path.startswith(f"{root.rstrip('/')}/") and self._session.project_of(path) is None:
                self.publish(path)

    def _outline(self, path: str) -> tuple[object, ...]:
        """Where the names of a file stand that others can point at."""
        project = self._session.project_of(path)
        facts = project.snapshot.facts(path) if project else None
        return name_places(facts, self._session.encoding) if facts else ()

    def _remember(self, path: str, found: list[Diagnostic]) -> None:
        for old in self._published.pop(path, []):
            for other in old.related:
                self._pointing[other.path].discard(path)
        if found:
            self._published[path] = found
        for new in found:
            for other in new.related:
                if other.path != path:
                    self._pointing[other.path].add(path)
