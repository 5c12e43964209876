"""Findings that a team has decided to live with: a file of them, and what is left of a check without them.

Each project has its own file, with paths below the project's root. It must not know how findings are printed.
"""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import click

from cursus_registry.checks.model import Finding
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.gather import Judged
from cursus_registry.cli.output import followed, write_file
from cursus_registry.cli.projects import absolute
from cursus_registry.cli.report import Report
from cursus_registry.cli.scope import Scope
from cursus_registry.features.diagnostics import Diagnostic, diagnostics
from cursus_registry.files import Disk
from cursus_registry.files.paths import seen_from
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import Choose
from cursus_registry.text import Encoding

VERSION = 1
MAX_BASELINE_BYTES = 20_000_000
Findings: TypeAlias = dict[str, dict[str, dict[str, str]]]
"""The messages by path, code and fingerprint."""

_RENEW = "delete it and write it anew with --write-baseline"


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that a baseline does not know, how many it knows, and how many of its own are no longer found."""

    unknown: list[Diagnostic]
    known: int
    stale: int


def take_out(
    report: Report, judged: Sequence[Judged], scope: Scope, option: str | None, *, write: bool
) -> list[Judged]:
    """The projects without the findings that their baselines know; the report is told how many those are.

    The baseline of a project is the option's, else the setting's. `write` makes all that was found known, and drops
    what is no longer found; files and codes that were not looked at stay as they are. Raises CannotRunError, with the
    name of the file and what to do, for what is no baseline: to write over that is not for us either.
    """
    files = [_file_of(one.snapshot, option, scope.roots) for one in judged]
    if write and None in files:
        root = judged[files.index(None)].snapshot.root
        raise CannotRunError(f"{root}: no baseline to write; name one with --baseline FILE or the setting `baseline`")
    before = [_read(file) if file and (os.path.lexists(file) or not write) else {} for file in files]
    left = []
    for one, file, known in zip(judged, files, before, strict=True):
        compared = _compare(known, one, scope)
        if file and write:
            compared = _write_anew(file, known, one, scope, compared)
        report.known += compared.known
        report.stale += compared.stale
        left.append(one._replace(diagnostics=compared.unknown))
    return left


def without_known(
    snapshots: Sequence[Snapshot], choose: Choose, option: str | None, roots: Sequence[str], *, write: bool
) -> Choose:
    """The findings that are chosen and that the project's baseline does not know. Raises as `take_out` does."""
    files = {snapshot.root: _file_of(snapshot, option, roots) for snapshot in snapshots}
    known = {root: _fingerprints(file, write=write) for root, file in files.items() if file is not None}

    def unknown(snapshot: Snapshot, path: str) -> list[Finding]:
        shown = diagnostics(snapshot, path, Encoding.UTF8)
        left = {found.fingerprint for found in shown} - known.get(snapshot.root, set())
        new = [one for one, found in zip(snapshot.check(path), shown, strict=True) if found.fingerprint in left]
        return [finding for finding in choose(snapshot, path) if finding in new]

    return unknown


def _fingerprints(file: str, *, write: bool) -> set[str]:
    findings = _read(file) if os.path.lexists(file) or not write else {}
    return {fingerprint for codes in findings.values() for rows in codes.values() for fingerprint in rows}


def _file_of(snapshot: Snapshot, option: str | None, roots: Sequence[str]) -> str | None:
    """One file on the command line cannot hold two projects, whose paths would be the same.

    A setting comes with the checkout, so it may not lead out of it.
    """
    if option is not None:
        if len(roots) > 1:
            raise CannotRunError(
                f"--baseline names one file, but {len(roots)} projects are checked ({', '.join(roots)});"
                " set `baseline` in the settings of each, or check one at a time"
            )
        return absolute(option)
    setting = snapshot.settings.baseline
    if not setting:
        return None
    path = absolute(f"{snapshot.root}/{setting}")
    if Path(setting).is_absolute() or not _is_inside(path, snapshot.root):
        raise CannotRunError(
            f"{snapshot.root}: the setting baseline = '{setting}' leads out of the project; name a file in it"
        )
    return path


def _write_anew(path: str, known: Findings, judged: Judged, scope: Scope, compared: Compared) -> Compared:
    _write(path, _renewed(known, judged, scope))
    count = len(judged.diagnostics)
    changes = f"{len(compared.unknown)} new, {compared.stale} fixed"
    click.echo(f"{harmless(path)}: {count} finding{'s' * (count != 1)} written ({changes})", err=True)
    return Compared([], count, 0)


def _compare(known: Findings, judged: Judged, scope: Scope) -> Compared:
    """Two findings that are equal have two fingerprints, so that one known does not hide a second."""
    looked_at = _select(known, _looks_at(judged.snapshot, scope))
    fingerprints = {fingerprint for codes in looked_at.values() for rows in codes.values() for fingerprint in rows}
    unknown = [found for found in judged.diagnostics if found.fingerprint not in fingerprints]
    count = len(judged.diagnostics) - len(unknown)
    return Compared(unknown, count, len(fingerprints) - count)


def _renewed(known: Findings, judged: Judged, scope: Scope) -> Findings:
    is_looked_at = _looks_at(judged.snapshot, scope)
    findings = _select(known, lambda path, code: not is_looked_at(path, code))
    for found in judged.diagnostics:
        path = seen_from(judged.snapshot.root, found.path)
        findings.setdefault(path, {}).setdefault(found.code, {})[found.fingerprint] = found.message
    return findings


def _looks_at(snapshot: Snapshot, scope: Scope) -> Callable[[str, str], bool]:
    """Whether this check would have told of a finding with a path, seen from the root, and a code."""
    root = snapshot.root.rstrip("/")
    return lambda path, code: scope.covers(posixpath.normpath(f"{root}/{path}")) and snapshot.settings.selects(code)


def _select(findings: Findings, wanted: Callable[[str, str], bool]) -> Findings:
    chosen: Findings = {}
    for path, codes in findings.items():
        rows = {code: dict(rows) for code, rows in codes.items() if wanted(path, code)}
        if rows:
            chosen[path] = rows
    return chosen


def _write(path: str, findings: Findings) -> None:
    """A finding a line, sorted by path, code and message: a change of the file can be read."""
    ordered = {
        name: {
            code: {fingerprint: rows[fingerprint] for fingerprint in sorted(rows, key=lambda key: (rows[key], key))}
            for code, rows in sorted(codes.items())
        }
        for name, codes in sorted(findings.items())
    }
    write_file(path, json.dumps({"version": VERSION, "findings": ordered}, indent=2) + "\n")


def _read(path: str) -> Findings:
    try:
        text = Disk().read(path, MAX_BASELINE_BYTES).data.decode("utf-8-sig")
    except FileNotFoundError:
        raise CannotRunError(f"{path}: there is no such baseline; write it with --write-baseline") from None
    except OSError as error:
        raise CannotRunError(f"{path}: the baseline cannot be read: {error.strerror or error}; name a file") from None
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{path}: the baseline is not UTF-8 (byte {error.start}); {_RENEW}") from None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRunError(f"{path}: the baseline is not valid JSON: {error}; {_RENEW}") from None
    return _findings(path, document)


def _findings(path: str, document: Any) -> Findings:
    version = document.get("version") if isinstance(document, dict) else None
    if type(version) is not int:
        raise CannotRunError(f"{path}: this is no baseline of cursus-registry; name another file, or {_RENEW}")
    if version != VERSION:
        raise CannotRunError(
            f"{path}: the baseline has version {version}, and version {VERSION} is read here; {_RENEW}"
        )
    findings = document.get("findings")
    if not _is_tree(findings, 3):
        raise CannotRunError(
            f"{path}: the baseline's findings are not messages by path, code and fingerprint; {_RENEW}"
        )
    tree: Findings = findings
    return tree


def _is_tree(value: Any, depth: int) -> bool:
    if depth == 0:
        return isinstance(value, str)
    return isinstance(value, dict) and all(_is_tree(item, depth - 1) for item in value.values())


def _is_inside(path: str, folder: str) -> bool:
    """Whether a path lies in a folder as it is written, and still does after all links are followed."""
    pairs = (path, folder), (followed(path), followed(folder))
    return all(one.startswith(f"{other.rstrip('/')}/") for one, other in pairs)
