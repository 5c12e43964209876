"""From the paths on a command line to projects; the messages for paths that lead to none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from cursus_registry.checks.catalogue import RULES
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.terminal import can_redraw
from cursus_registry.facts.settings_file import INVALID
from cursus_registry.files import Disk, FileSystem
from cursus_registry.layout import CORE_PATHS, WORKSPACE_REGISTRY, WORKSPACES
from cursus_registry.project import Project, Snapshot, find_projects, find_root_above
from cursus_registry.resolution.names import nearest
from cursus_registry.settings import Settings

_LONG = 200


def absolute(path: str | Path) -> str:
    """A path as the engine knows it: absolute, with `/`, links left as they are. Raises CannotRunError."""
    try:
        return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - resolve() would follow links
    except FileNotFoundError:
        raise CannotRunError("the working directory is not there any more; go to another") from None


def roots_of(paths: Sequence[str], files: FileSystem | None = None) -> list[str]:
    """The roots of all projects at, below or above the paths. Raises CannotRunError if there is none."""
    files = files or Disk()
    roots: set[str] = set()
    for path in paths:
        if files.is_dir(path):
            found = find_projects(files, path)
        elif files.is_file(path):
            found = [root] if (root := find_root_above(files, str(Path(path).parent.as_posix()))) else []
        else:
            raise CannotRunError(f"{path}: no such file or folder")
        if not found:
            raise CannotRunError(
                f"{path}: no registry in it, above it or below it; a project has {CORE_PATHS[0]} or"
                f" {WORKSPACES}/<id>/{WORKSPACE_REGISTRY}"
            )
        roots.update(found)
    return sorted(roots)


def open_one_project(folder: str | None, interpreter: str | None = None) -> Snapshot:
    """The project of a folder, or of the working directory: the one around it, else the only one below it.

    Raises CannotRunError if its settings cannot be obeyed: the answer could be wrong.
    """
    path = absolute(folder or ".")
    if not Disk().is_dir(path):
        raise CannotRunError(f"{path}: no such folder")
    root = find_root_above(Disk(), path)
    if root is None:
        roots = roots_of([path])
        if len(roots) > 1:
            raise CannotRunError(f"{path}: several projects are below it ({', '.join(roots)}); name one with --project")
        root = roots[0]
    return open_in_order(root, interpreter)


def open_in_order(root: str, interpreter: str | None = None) -> Snapshot:
    """A project, read whole. Raises CannotRunError if its settings cannot be obeyed: the answer could be wrong."""
    project = Project(Disk(), root, interpreter=interpreter)
    for mistake in project.settings_mistakes:
        raise CannotRunError(harmless(mistake))
    return _read_whole(project)


def workspace_option(snapshot: Snapshot, option: str | None, environment: Mapping[str, str]) -> str | None:
    """The workspace that asks: the option, else the environment's, else the folder that one stands in.

    Raises CannotRunError for one that does not exist: a silent look-up in the core would be a wrong answer.
    """
    here = _workspace_at(snapshot, absolute("."))
    chosen = option or environment.get("CURSUS_WORKSPACE_ID") or here
    if chosen is not None and chosen not in snapshot.view.index.workspaces:
        known = sorted(snapshot.view.index.workspaces)
        near = nearest(chosen, known)
        hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known) or 'none'}"
        source = "" if option else " (from CURSUS_WORKSPACE_ID)" if chosen != here else " (from the working directory)"
        raise CannotRunError(f"{snapshot.root}: no workspace '{chosen}'{source}; {hint}")
    return chosen


def _workspace_at(snapshot: Snapshot, folder: str) -> str | None:
    """The id of the workspace whose folder one stands in."""
    return snapshot.layout.place_of(snapshot.relative(f"{folder}/x")).workspace


def open_project(
    root: str,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    files: FileSystem | None = None,
    interpreter: str | None = None,
) -> Snapshot:
    """A project, read whole, from the disk unless other files are given.

    What the command line selects or ignores counts before the project's settings.
    """
    project = Project(files or Disk(), root, interpreter=interpreter)
    project.configure(_with_options(project.settings, select, ignore))
    if not project.settings.selects(INVALID):
        _warn_of_settings(project)
    return _read_whole(project)


def effective_settings(
    files: FileSystem, root: str, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Settings:
    """The settings of a project; what the command line selects or ignores counts before the project file."""
    project = Project(files, root)
    _warn_of_settings(project)
    return _with_options(project.settings, select, ignore)


def _with_options(settings: Settings, select: Iterable[str], ignore: Iterable[str]) -> Settings:
    """The settings with what the command line selects and ignores. Raises CannotRunError for codes that none has."""
    return replace(settings, select=_codes(select) or settings.select, ignore=(*settings.ignore, *_codes(ignore)))


def _warn_of_settings(project: Project) -> None:
    """Say on stderr what is wrong in the settings: a selection of codes may not keep it secret."""
    for mistake in project.settings_mistakes:
        click.echo(f"warning: {harmless(mistake)}", err=True)


def _read_whole(project: Project) -> Snapshot:
    progress = _Progress(project.root)
    for state in project.load():
        progress.show(state.done, state.total)
    progress.clear()
    for folder, reason in project.unreadable.items():
        message = f"{folder}: the folder cannot be listed ({reason}); nothing is called missing"
        click.echo(f"warning: {harmless(message)}", err=True)
    return project.snapshot


def _codes(options: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for option in options for code in option.split(",") if code.strip())
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            raise CannotRunError(
                f"'{code}' is no rule and no beginning of one; `cursus-registry rule --all` lists them"
            )
    return codes


class _Progress:
    """A line on stderr, only on a terminal and only when there is much to read."""

    def __init__(self, root: str) -> None:
        self._root = harmless(root)
        self._wanted = can_redraw(sys.stderr, os.environ)
        self._shown = False

    def show(self, done: int, total: int) -> None:
        if self._wanted and total > _LONG and done % 25 == 0:
            self._shown = True
            click.echo(f"\r\x1b[Kreading {self._root}: {done} of {total} files", err=True, nl=False)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
