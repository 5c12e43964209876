"""Which diagnostics the client has, and which it must get: the changed file first, then what its change reaches.

Keeps what the client was told, so that nothing is told twice and nothing stays when its reason is gone. A file is
pushed, or left to the client's own questions (see `pull`), never both.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import Diagnostic, diagnostics, name_places
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.notebook import Notebook
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import diagnostic_shape, to_lsp_diagnostic


class Part(NamedTuple):
    """What is said of one document of the client, and of which version."""

    version: int | None
    diagnostics: list[lsp.Diagnostic]


Send = Callable[[lsp.PublishDiagnosticsParams], None]
_EMPTY: list[Diagnostic] = []
_uri = lru_cache(maxsize=4096)(to_uri)  # an answer can name one file hundreds of times


class Publisher:
    """Sends lists of diagnostics, and remembers them by path.

    `pulls` is true for a client that asks for the open documents, `pulls_workspace` for one that has asked for all
    files as well. `ask_again` makes such a client ask once more.
    """

    def __init__(self, session: Session, send: Send, ask_again: Callable[[], None] = lambda: None) -> None:
        self._session = session
        self._send = send
        self._ask_again = ask_again
        self.pulls = False
        self.pulls_workspace = False
        self._found: dict[str, list[Diagnostic]] = {}
        self._fresh: set[str] = set()
        self._pushed: dict[str, list[Diagnostic]] = {}
        self._versions: dict[str, int | None] = {}
        self._parts: dict[str, dict[str, Part]] = {}
        self._answered: dict[str, list[Diagnostic]] = {}
        self._alone: set[str] = set()  # answered as the one document that was asked for
        self._identities: dict[str, tuple[list[Diagnostic], str]] = {}
        self._asking: Counter[str | None] = Counter()
        self._is_late = False
        self._pointing: dict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, str] = {}  # URIs as the client writes them, also after it has closed the document
        self._outlines: dict[str, tuple[object, ...]] = {}

    # To the client that is told

    def publish_edited(self, path: str) -> None:
        """Send the diagnostics of a file that was edited, once for a version, unless no project reads it."""
        if self.is_pulled(path):
            self._take_back(path)
            return
        project = self._session.project_of(path)
        if path not in self._pushed and not (project and project.snapshot.facts(path)):
            return
        found = self._find(path)
        document = self._session.documents.at(path)
        if found != self._pushed.get(path) or self._versions.get(path) != (document.version if document else None):
            self._push(path, found)

    def opened(self, path: str) -> None:
        """The client has opened a file: what it was sent before it may have thrown away, whatever the version is."""
        self._versions.pop(path, None)

    def publish_if_changed(self, path: str) -> None:
        """Send the diagnostics of a file unless the client has them, or has to ask for them."""
        found = self._find(path)
        if self.is_pulled(path):
            self._is_late = self._is_late or self._is_outdated(path, found)
            return
        if found != self._pushed.get(path, _EMPTY):
            self._push(path, found)
        elif self._session.documents.at(path) is None:
            self._versions.pop(path, None)

    def publish_all(self, paths: Iterable[str]) -> Iterator[str]:
        """A job: the open files first, then the others, a file a step. In the end the client asks again if it must."""
        is_open = set(self._session.documents.paths())
        for path in sorted(set(paths), key=lambda path: (path not in is_open, path)):
            self.publish_if_changed(path)
            yield path
        if self._is_late:
            self._is_late = False
            self._ask_again()

    def forget(self, root: str) -> None:
        """Clear everything at and below a folder that is not looked at any more."""
        gone = [path for path in self.known() if path.startswith(f"{root.rstrip('/')}/")]
        for _ in self.publish_all(path for path in gone if self._session.project_of(path) is None):
            pass

    # To the client that asks

    def is_pulled(self, path: str) -> bool:
        """Whether the client asks for the diagnostics of a file itself."""
        return self.pulls and (self.pulls_workspace or self._session.documents.at(path) is not None)

    def answer(self, path: str) -> list[Diagnostic]:
        """The present diagnostics of a file, which the client gets as an answer and from then on has."""
        self._alone.add(path)
        return self._answer(path)

    def answer_in_passing(self, path: str) -> list[Diagnostic]:
        """The same in an answer about all files. A client that asks for an open document by itself takes no notice of
        what it is told of that here, and has to be made to ask."""
        if self._session.documents.at(path) is None:
            self._alone.discard(path)
        return self._current(path) if path in self._alone else self._answer(path)

    def _answer(self, path: str) -> list[Diagnostic]:
        self._take_back(path)
        found = self._answered[path] = self._current(path)
        return found

    def answer_quiet(self, paths: AbstractSet[str]) -> AbstractSet[str]:
        """Of some files those in which nothing is found, nor was when the client asked last: all answered at once."""
        quiet = (paths & self._fresh) - self.known()
        self._answered.update(dict.fromkeys(quiet, _EMPTY))
        return quiet

    def identity(self, path: str, found: list[Diagnostic]) -> str:
        """The name of a file's list (`result_id`), made once for each that is not empty."""
        if not found:
            return result_id(found)
        kept = self._identities.get(path)
        if kept is None or kept[0] is not found:
            kept = self._identities[path] = (found, result_id(found))
        return kept[1]

    def may_be_shown(self, path: str) -> bool:
        """Whether the client may show something of a file: the last answer had anything in it, or may be lost."""
        return bool(self._answered.get(path)) or path in self._alone

    def is_lost(self, path: str) -> bool:
        """Whether the client need not have taken the last answer: editors ask once more for a document that they close,
        and throw away what comes after."""
        return path in self._alone and self._session.documents.at(path) is None

    def late_answers(self, but: str) -> list[str]:
        """The open documents, but for one, that the client has an old answer for."""
        return [
            path
            for path in self._session.documents.paths()
            if path != but and path in self._answered and self._current(path) != self._answered[path]
        ]

    @contextmanager
    def asked(self, path: str | None) -> Iterator[None]:
        """While a question waits for its answer: nobody need be told to ask it. None is the question for all files."""
        self._asking[path] += 1
        try:
            yield
        finally:
            self._asking[path] -= 1

    def ask_again(self) -> None:
        """The client has an old answer about something that it does not know to have changed."""
        self._ask_again()

    def take_back_all(self) -> None:
        """The client asks for all files from now on: what it was sent is cleared."""
        self.pulls_workspace = True
        for path in list(self._pushed):
            self._take_back(path)

    def outdate(self, paths: Iterable[str]) -> None:
        """What is found in these files may not be what was found last."""
        self._fresh.difference_update(paths)

    # What is known

    def pointing_at(self, path: str) -> set[str]:
        """The files whose diagnostics name a place in a file, if those places may have moved."""
        outline = self._outline(path)
        moved = self._outlines.get(path) != outline
        self._outlines[path] = outline
        return set(self._pointing.get(path, ())) if moved else set()

    def known(self) -> set[str]:
        """The files with diagnostics that the client has, or could have asked for."""
        lists = (self._found, self._pushed, self._answered)
        return {path for every in lists for path, found in every.items() if found}

    def asked_alone(self) -> AbstractSet[str]:
        """The files that were asked for by themselves: those that are closed since until all were asked for again."""
        return self._alone

    def uri(self, path: str) -> str:
        """The URI of a file as the client writes it."""
        document = self._session.documents.at(path)
        if document:
            self._spelt[path] = document.uri
        return self._spelt.get(path) or _uri(path)

    def parts(self, path: str, found: Iterable[Diagnostic]) -> dict[str, Part]:
        """Diagnostics of a file by the documents that the client has of it: one, but of a notebook its cells."""
        uri, document = self.uri(path), self._session.documents.at(path)
        shape = diagnostic_shape(self._session.client)
        versions: Mapping[str, int | None] = dict(document.parts()) if document else {uri: None}
        parts = {one: Part(version, []) for one, version in versions.items()}
        for one in found:
            place = document.shown(one.range).uri if document else uri
            shown = to_lsp_diagnostic(one, shape, self._session)
            parts.setdefault(place, Part(None, [])).diagnostics.append(shown)
        return parts

    def _current(self, path: str) -> list[Diagnostic]:
        return self._found.get(path, _EMPTY) if path in self._fresh else self._find(path)

    def _find(self, path: str) -> list[Diagnostic]:
        project = self._session.project_of(path)
        is_shown = self._session.diagnostics_scope == "project" or self._session.documents.at(path) is not None
        found = diagnostics(project.snapshot, path, self._session.encoding) if project and is_shown else []
        self._remember(path, found)
        return found

    def _push(self, path: str, found: list[Diagnostic]) -> None:
        """Send a list, with the version of the text if it is open."""
        document = self._session.documents.at(path)
        self._pushed[path], self._versions[path] = found, document.version if document else None
        self._answered.pop(path, None)
        had, parts = self._parts.get(path, {}), self.parts(path, found)
        gone = {uri: Part(None, []) for uri, part in had.items() if uri not in parts and part.diagnostics}
        for uri, part in {**gone, **parts}.items():
            if not isinstance(document, Notebook) or part != had.get(uri):
                self._send(lsp.PublishDiagnosticsParams(uri, part.diagnostics, part.version))
        self._parts[path] = parts
        if not found and document is None:
            del self._pushed[path], self._versions[path], self._parts[path]

    def _take_back(self, path: str) -> None:
        """Clear what was pushed of a file that the client asks for: it would show it twice."""
        if self._pushed.get(path):
            self._push(path, [])
        self._pushed.pop(path, None)

    def _is_outdated(self, path: str, found: list[Diagnostic]) -> bool:
        """Whether the client has an old answer, or none where it should have one, and has not asked yet."""
        if path in self._answered:
            return found != self._answered[path]
        return bool(found) and self.pulls_workspace and not self._asking[None] and not self._asking[path]

    def _outline(self, path: str) -> tuple[object, ...]:
        """Where the names of a file stand that others can point at."""
        project = self._session.project_of(path)
        facts = project.snapshot.facts(path) if project else None
        return name_places(facts, self._session.encoding) if facts else ()

    def _remember(self, path: str, found: list[Diagnostic]) -> None:
        for old in self._found.pop(path, _EMPTY):
            for other in old.related:
                self._pointing[other.path].discard(path)
        self._identities.pop(path, None)
        self._fresh.add(path)
        if found:
            self._found[path] = found
        for new in found:
            for other in new.related:
                if other.path != path:
                    self._pointing[other.path].add(path)


def result_id(found: list[Diagnostic] | list[lsp.Diagnostic]) -> str:
    """A name for a list of diagnostics, the same whenever and by whichever server it is found again."""
    return hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:32]
