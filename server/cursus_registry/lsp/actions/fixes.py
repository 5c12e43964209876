"""Quick fixes and "fix all" of one document: offered by the findings at a place, and found again when chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.checks.model import Finding
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.pinning import CannotPinError
from cursus_registry.features.code_actions import QuickFix, fixing_all, has_safe_fix, quick_fixes, touches, trying_fix
from cursus_registry.features.diagnostics import Diagnostic, described
from cursus_registry.lsp.actions.desk import Desk
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.lsp.to_lsp import diagnostic_shape, to_lsp_diagnostic, to_lsp_location
from cursus_registry.lsp.turns import between_messages
from cursus_registry.project import Snapshot
from cursus_registry.text import Span
from cursus_registry.turns import Turns

QUICK_FIX = lsp.CodeActionKind.QuickFix.value
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.cursusRegistry"
_FIX_ALL_TITLE = "Fix everything in this file that can be fixed safely"
_MOST_TRIED = 10


@dataclass(slots=True)
class LastFindings:
    """The findings of the file that was asked about last: editors ask again whenever the cursor moves."""

    state: tuple[str, str, int] | None = None
    findings: list[Finding] = field(default_factory=list)

    def of(self, snapshot: Snapshot, path: str) -> list[Finding]:
        """The findings of a file in a state of its project."""
        state = (snapshot.root, path, snapshot.revision)
        if state != self.state:
            self.state, self.findings = state, snapshot.check(path)
        return self.findings


class Fixes:
    """The findings of one document, and the actions made of them."""

    def __init__(self, desk: Desk, last: LastFindings) -> None:
        self._desk = desk
        self._place = desk.place
        self._last = last

    @cached_property
    def _findings(self) -> list[Finding]:
        return self._last.of(self._place.snapshot, self._place.path)

    @cached_property
    def _diagnostics(self) -> list[Diagnostic]:
        return described(self._place.snapshot, self._place.path, self._findings, self._desk.session.encoding)

    def quick_fixes(self, span: Span, sent: Sequence[lsp.Diagnostic]) -> Turns[list[lsp.CodeAction]]:
        """What can be done about the findings in a stretch, and about those that the client has sent; in turns."""
        wanted = [
            number
            for number, finding in enumerate(self._findings)
            if touches(finding, span) or self._sent(number, sent)
        ]
        fixes = quick_fixes(self._place.snapshot, self._place.path, self._findings, wanted)
        actions: list[lsp.CodeAction] = []
        for fix in fixes if self._desk.shape.lazy else _first_few(fixes):
            action = lsp.CodeAction(
                fix.title,
                lsp.CodeActionKind.QuickFix,
                diagnostics=[self._shown(number, sent) for number in fix.mends],
                is_preferred=True if fix.preferred and self._desk.shape.preferred else None,
            )
            if (yield from self._complete(action, fix)):
                actions.append(action)
        return actions

    def fix_all(self) -> Turns[list[lsp.CodeAction]]:
        """The one action that makes all safe fixes, if there are any; in turns."""
        if not has_safe_fix(self._findings):
            return []
        action = lsp.CodeAction(_FIX_ALL_TITLE, FIX_ALL)
        if self._desk.shape.lazy:
            action.data = self._desk.data({"all": True})
            return [action]
        files = yield from fixing_all(self._place.snapshot, self._place.path)
        return [action] if files and self._desk.complete(action, files) else []

    async def edit_of(self, data: dict[str, Any]) -> lsp.WorkspaceEdit:
        """The edit of an action that was offered, worked out again on the text as it is now, between messages.

        Raises JsonRpcContentModified if there is no such action any more, or the text changes meanwhile.
        """
        files = await between_messages(self._files_of(data))
        self._desk.require_unchanged()
        if files is None:
            raise JsonRpcContentModified("the text has changed, or this would bring an error elsewhere")
        return self._desk.edit(files)

    def _files_of(self, data: dict[str, Any]) -> Turns[tuple[FileEdits, ...] | None]:
        if data.get("all"):
            return (yield from fixing_all(self._place.snapshot, self._place.path))
        mends = data.get("mends")
        if not isinstance(mends, list):
            return None
        wanted = [number for number, one in enumerate(self._diagnostics) if one.fingerprint in mends]
        if data.get("version") != self._desk.version and self._has_doubles(wanted):
            return None
        for fix in quick_fixes(self._place.snapshot, self._place.path, self._findings, wanted):
            identity = self._identity(fix)
            if all(data.get(name) == value for name, value in identity.items()):
                return (yield from self._made(fix)) or None
        return None

    def _made(self, fix: QuickFix) -> Turns[tuple[FileEdits, ...] | None]:
        try:
            return (yield from self._trying(fix))
        except CannotPinError as error:
            raise RequestFailedError(f"{error.path}: {error.reason}") from None

    def _trying(self, fix: QuickFix) -> Turns[tuple[FileEdits, ...] | None]:
        return trying_fix(self._place.snapshot, self._place.path, self._findings, fix)

    def _has_doubles(self, wanted: list[int]) -> bool:
        """Whether the same is said elsewhere in the file, so that nobody knows which of them is meant now."""
        said = [(one.code, one.message) for one in self._findings]
        return any(said.count(said[number]) > 1 for number in wanted)

    def _complete(self, action: lsp.CodeAction, fix: QuickFix) -> Turns[bool]:
        """Give an action its edit, tried now, or what it can be found by; false if it cannot be offered at all."""
        if self._desk.shape.lazy:
            reason = self._desk.reason_against(fix.files) or (yield from self._reason_against_later(fix))
            action.data = None if reason else self._desk.data(self._identity(fix))
            return self._desk.refused(action, reason) if reason else True
        try:
            files = yield from self._trying(fix)
        except CannotPinError as error:
            return self._desk.refused(action, error.reason)
        return self._desk.complete(action, files) if files else False

    def _reason_against_later(self, fix: QuickFix) -> Turns[str]:
        """Why the client cannot make a change whose files are looked for only when it is wanted."""
        if fix.later is None or self._desk.changes_others:
            return ""
        try:
            return self._desk.reason_against((yield from fix.changing()))
        except CannotPinError as error:
            return error.reason

    def _identity(self, fix: QuickFix) -> dict[str, Any]:
        """What tells a fix from all others, wherever its finding has moved."""
        return {"title": fix.title, "mends": [self._diagnostics[number].fingerprint for number in fix.mends]}

    def _sent(self, number: int, sent: Sequence[lsp.Diagnostic]) -> lsp.Diagnostic | None:
        """A finding as the client has it, if it has sent it."""
        ours = self._diagnostics[number]
        place = to_lsp_location(ours.path, ours.range, self._desk.session).range
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
        session = self._desk.session
        return known or to_lsp_diagnostic(self._diagnostics[number], diagnostic_shape(session.client), session)


def _first_few(fixes: Iterable[QuickFix]) -> Iterator[QuickFix]:
    """The fixes for a client that does not ask again: of a great many the first are enough."""
    looked_at = count()
    return (fix for fix in fixes if fix.silences or next(looked_at) < _MOST_TRIED)
