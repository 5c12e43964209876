"""`cursus-registry check`: what is wrong below some paths; the projects are always read whole."""

from __future__ import annotations

import os
from importlib import import_module

import click

from cursus_registry.checks.model import Severity
from cursus_registry.cli.projects import absolute, open_project, roots_of
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import diagnostics
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.text import Encoding, SourceText


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--select", multiple=True, metavar="CODES", help="Report these codes only (or beginnings, by comma).")
@click.option("--ignore", multiple=True, metavar="CODES", help="Do not report these codes (or beginnings, by comma).")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
def command(
    paths: tuple[str, ...],
    output_format: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exit_zero: bool,
) -> None:
    """Report what is wrong at or below each PATH (the working directory if none is given).

    The projects that the paths are in are read whole; the paths choose what is reported. Exits with 1 if there is a
    finding of severity warning or error, with 2 if the check could not run.
    """
    wanted = [absolute(path) for path in paths or (".",)]
    roots = roots_of(wanted)
    report = Report(_common_folder(roots))
    seen: set[str] = set()
    for root in roots:
        _add(report, open_project(root, select, ignore), wanted, seen)
    report.sort()
    printer = import_module(f"cursus_registry.cli.formats.{output_format}")
    click.echo(printer.render(report), nl=False)
    failed = any(found.severity <= Severity.WARNING for found in report.diagnostics)
    raise SystemExit(int(failed and not exit_zero))


def _common_folder(roots: list[str]) -> str:
    return roots[0] if len(roots) == 1 else os.path.commonpath(roots)


def _is_wanted(snapshot: Snapshot, path: str, wanted: list[str]) -> bool:
    """Whether a file is at or below the paths; the settings always are, since they decide what is found there."""
    if snapshot.settings_file is not None and path == snapshot.settings_file.path:
        return True
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") for one in wanted)


def _add(report: Report, snapshot: Snapshot, wanted: list[str], seen: set[str]) -> None:
    """Report a project's files, but for those seen already: two projects can have one settings file."""
    for path in snapshot.judged():
        if not _is_wanted(snapshot, path, wanted) or path in seen:
            continue
        seen.add(path)
        report.files += 1
        found = diagnostics(snapshot, path, Encoding.UTF32)
        report.diagnostics += found
        if found:
            facts = snapshot.facts(path)
            report.sources[path] = facts.source if facts else SourceText(b"")
    index = snapshot.view.index
    report.workspaces += len(index.workspaces)
    rows = (row for rows in index.rows.values() for row in rows)
    report.steps += sum(row.registry_type is not RegistryType.OVERRIDE for row in rows)
