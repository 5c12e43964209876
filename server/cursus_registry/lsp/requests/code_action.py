"""textDocument/codeAction and codeAction/resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.checks.model import Finding
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.features.code_actions import QuickFix, fix_all, has_safe_fix, is_sound, quick_fixes, touches
from cursus_registry.features.diagnostics import Diagnostic, described
from cursus_registry.lsp.requests.place import Asked, asked
from cursus_registry.lsp.to_lsp import (
    ContentModifiedError,
    diagnostic_shape,
    knows_versioned_edits,
    to_lsp_diagnostic,
    to_lsp_edit,
    to_lsp_location,
)
from cursus_registry.project import Snapshot
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

QUICK_FIX = lsp.CodeActionKind.QuickFix.value
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.cursusRegistry"
_FIX_ALL_TITLE = "Fix everything in this file that can be fixed safely"
_MOST_TRIED = 10
_SEVERAL_FILES = "This changes several files at once, which the editor cannot do safely"


def register(server: Server) -> None:
    """Register both requests."""
    last = _Last()
    options = lsp.CodeActionOptions(code_action_kinds=[QUICK_FIX, FIX_ALL], resolve_provider=True)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)
    def answer(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        shape = _shape(server)
        place = asked(server, params.text_document.uri) if shape else None
        if place is None or shape is None:
            return None
        desk = _Desk(place, shape, last)
        context = params.context
        found = [
            *(desk.quick_fixes(params.range, context.diagnostics) if _is_wanted(QUICK_FIX, context) else ()),
            *(desk.fix_all() if _is_wanted(FIX_ALL, context) else ()),
        ]
        return found or None

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def resolve(action: lsp.CodeAction) -> lsp.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        uri, shape = data.get("uri"), _shape(server)
        place = asked(server, uri) if isinstance(uri, str) else None
        if place is None or shape is None:
            raise JsonRpcContentModified("the document of this action is not open any more")
        action.edit = _Desk(place, shape, last).edit_of(data)
        return action


def _is_wanted(kind: str, context: lsp.CodeActionContext) -> bool:
    """Whether a kind is asked for: by its name, or by one that it is a part of.

    Nobody who types wants to hear on every key that there is something to fix in the file.
    """
    if context.only is None:
        return kind == QUICK_FIX or context.trigger_kind is not lsp.CodeActionTriggerKind.Automatic
    names = [one.value if isinstance(one, lsp.CodeActionKind) else one for one in context.only]
    return any(not name or kind == name or kind.startswith(f"{name}.") for name in names)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the client knows of code actions."""

    preferred: bool
    disabled: bool
    lazy: bool


def _shape(server: Server) -> _Shape | None:
    """None for a client that only knows commands."""
    documents = server.session.client.text_document
    known = documents.code_action if documents else None
    if known is None or known.code_action_literal_support is None:
        return None
    resolved = known.resolve_support.properties if known.resolve_support else ()
    return _Shape(
        preferred=bool(known.is_preferred_support),
        disabled=bool(known.disabled_support),
        lazy=bool(known.data_support) and "edit" in resolved,
    )


@dataclass(slots=True)
class _Last:
    """The findings of the file that was asked about last: editors ask again whenever the cursor moves."""

    state: tuple[str, str, int] | None = None
    findings: list[Finding] = field(default_factory=list)

    def of(self, snapshot: Snapshot, path: str) -> list[Finding]:
        """The findings of a file in a state of its project."""
        state = (snapshot.root, path, snapshot.revision)
        if state != self.state:
            self.state, self.findings = state, snapshot.check(path)
        return self.findings


class _Desk:
    """The findings of one document, and the actions made of them."""

    def __init__(self, place: Asked, shape: _Shape, last: _Last) -> None:
        self._place = place
        self._last = last
        self._shape = shape
        self._session = place.server.session

    @cached_property
    def _findings(self) -> list[Finding]:
        return self._last.of(self._place.snapshot, self._place.path)

    @cached_property
    def _diagnostics(self) -> list[Diagnostic]:
        return described(self._place.snapshot, self._place.path, self._findings, self._session.encoding)

    def quick_fixes(self, range_: lsp.Range, sent: Sequence[lsp.Diagnostic]) -> Iterator[lsp.CodeAction]:
        """What can be done about the findings in a range, and about those that the client has sent."""
        start, end = (self._place.offset_of(at) for at in (range_.start, range_.end))
        wanted = [
            number
            for number, finding in enumerate(self._findings)
            if touches(finding, Span(start, max(start, end))) or self._sent(number, sent)
        ]
        fixes = quick_fixes(self._place.snapshot, self._place.path, self._findings, wanted)
        for fix in fixes if self._shape.lazy else self._sound(fixes):
            action = lsp.CodeAction(
                fix.title,
                lsp.CodeActionKind.QuickFix,
                diagnostics=[self._shown(number, sent) for number in fix.mends],
                is_preferred=True if fix.preferred and self._shape.preferred else None,
            )
            if self._complete(action, fix.files, self._identity(fix)):
                yield action

    def fix_all(self) -> Iterator[lsp.CodeAction]:
        """The one action that makes all safe fixes, if there are any."""
        if not has_safe_fix(self._findings):
            return
        action = lsp.CodeAction(_FIX_ALL_TITLE, FIX_ALL)
        if self._shape.lazy:
            action.data = self._data({"all": True})
            yield action
        elif (files := fix_all(self._place.snapshot, self._place.path)) and self._complete(action, files, {}):
            yield action

    def edit_of(self, data: dict[str, Any]) -> lsp.WorkspaceEdit:
        """The edit of an action that was offered, worked out again on the text as it is now.

        Raises JsonRpcContentModified if there is no such action any more.
        """
        files = self._files_of(data)
        if files is None or not self._allows(files):
            raise JsonRpcContentModified("the text has changed, or this would bring an error elsewhere")
        try:
            return to_lsp_edit(files, self._session)
        except ContentModifiedError:
            raise JsonRpcContentModified("a file that this changes has changed") from None

    def _files_of(self, data: dict[str, Any]) -> tuple[FileEdits, ...] | None:
        if data.get("all"):
            return fix_all(self._place.snapshot, self._place.path)
        mends = data.get("mends")
        if not isinstance(mends, list):
            return None
        wanted = [number for number, one in enumerate(self._diagnostics) if one.fingerprint in mends]
        if data.get("version") != self._version and self._has_doubles(wanted):
            return None
        for fix in quick_fixes(self._place.snapshot, self._place.path, self._findings, wanted):
            identity = self._identity(fix)
            if all(data.get(name) == value for name, value in identity.items()):
                return fix.files if self._is_sound(fix) else None
        return None

    def _sound(self, fixes: Iterable[QuickFix]) -> Iterator[QuickFix]:
        """The fixes for a client that does not ask again: tried at once; of a great many the first are enough."""
        tried = count()
        return (fix for fix in fixes if fix.silences or (next(tried) < _MOST_TRIED and self._is_sound(fix)))

    def _is_sound(self, fix: QuickFix) -> bool:
        return is_sound(self._place.snapshot, self._place.path, self._findings, fix)

    def _has_doubles(self, wanted: list[int]) -> bool:
        """Whether the same is said elsewhere in the file, so that nobody knows which of them is meant now."""
        said = [(one.code, one.message) for one in self._findings]
        return any(said.count(said[number]) > 1 for number in wanted)

    @property
    def _version(self) -> int | None:
        document = self._session.documents.at(self._place.path)
        return document.version if document else None

    def _complete(self, action: lsp.CodeAction, files: tuple[FileEdits, ...], identity: dict[str, Any]) -> bool:
        """Give an action its edit, or what it can be found by; false if it cannot be offered at all."""
        if not self._allows(files):
            if self._shape.disabled:
                action.disabled = lsp.CodeActionDisabled(_SEVERAL_FILES)
            return self._shape.disabled
        if self._shape.lazy:
            action.data = self._data(identity)
            return True
        try:
            action.edit = to_lsp_edit(files, self._session)
        except ContentModifiedError:
            return False
        return True

    def _allows(self, files: tuple[FileEdits, ...]) -> bool:
        """Whether the client can make a change: several files only as one whole, held to their versions."""
        return all(one.path == self._place.path for one in files) or knows_versioned_edits(self._session.client)

    def _data(self, identity: dict[str, Any]) -> dict[str, Any]:
        return {"uri": self._place.uri, "version": self._version, **identity}

    def _identity(self, fix: QuickFix) -> dict[str, Any]:
        """What tells a fix from all others, wherever its finding has moved."""
        return {"title": fix.title, "mends": [self._diagnostics[number].fingerprint for number in fix.mends]}

    def _sent(self, number: int, sent: Sequence[lsp.Diagnostic]) -> lsp.Diagnostic | None:
        """A finding as the client has it, if it has sent it."""
        ours = self._diagnostics[number]
        place = to_lsp_location(ours.path, ours.range, self._session).range
        return next(
            (
                one
                for one in sent
                if one.code == ours.code and (one.data == ours.fingerprint if one.data else one.range == place)
            ),
            None,
        )

    def _shown(self, number: int, sent: Sequence[lsp.Diagnostic]) -> lsp.Diagnostic:
        known = self._sent(number, sent)
        return known or to_lsp_diagnostic(
            self._diagnostics[number], diagnostic_shape(self._session.client), self._session
        )
