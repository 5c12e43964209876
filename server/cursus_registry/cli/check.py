"""`cursus-registry check`: what is wrong below some paths; the projects are always read whole.

The options and the order of the work; each piece of work has a module of its own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from cursus_registry.checks.model import Finding, Severity
from cursus_registry.cli.base import base_folder
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats import FOR_PEOPLE, FORMATS, load_format
from cursus_registry.cli.formats.plain import harmless, summary
from cursus_registry.cli.gather import add_to_report, is_asked_about, judge, judged_paths
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.output import followed, print_text, write_file
from cursus_registry.cli.projects import absolute, effective_settings, open_project
from cursus_registry.cli.report import Report
from cursus_registry.cli.scope import Scope, scope_of_input, scope_of_paths
from cursus_registry.cli.statistics import count_codes
from cursus_registry.project import Snapshot

if TYPE_CHECKING:
    from cursus_registry.project.fixing import Choose

_FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING, "never": None}


@dataclass(frozen=True, slots=True)
class Options:
    """The command line of a check."""

    paths: tuple[str, ...]
    output_format: str
    output_file: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str
    exit_zero: bool
    statistics: bool
    baseline: str | None
    write_baseline: bool
    stdin_filename: str | None
    show_settings: bool
    show_files: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    python: str | None


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--output-format", type=click.Choice(FORMATS), default="full", show_default=True, help="How findings are printed."
)
@click.option("--output-file", metavar="FILE", help="Write the report to this file instead of standard output.")
@click.option("--select", multiple=True, metavar="CODES", help="Report these codes only (or beginnings, by comma).")
@click.option("--ignore", multiple=True, metavar="CODES", help="Do not report these codes (or beginnings, by comma).")
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAIL_ON)),
    default="warning",
    show_default=True,
    help="The least severity with which a finding makes the command exit with 1; information and hints never do.",
)
@click.option("--exit-zero", is_flag=True, help="The same as --fail-on never.")
@click.option("--statistics", is_flag=True, help="Count the findings by code instead of showing them.")
@click.option("--baseline", metavar="FILE", help="Do not report the findings in this file.")
@click.option(
    "--write-baseline", is_flag=True, help="Write what is found to the baseline, the option's or the setting's."
)
@click.option("--stdin-filename", metavar="PATH", help="Check this one file, with the text on standard input.")
@click.option("--show-settings", is_flag=True, help="Show the settings of each project and where each comes from.")
@click.option("--show-files", is_flag=True, help="Show the files that would be checked.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, then report the rest.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes too that may change what is meant.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, write nothing; exit with 1 if anything.")
@python_option
def command(**given: Any) -> None:
    """Report what is wrong at or below each PATH (the working directory if none is given).

    The projects that the paths are in are read whole; the paths choose what is reported. Exits with 1 if there is a
    finding of severity warning or error, with 2 if the check could not run.
    """
    options = Options(**given)
    _refuse_what_makes_no_sense(options)
    scope = scope_of_paths(options.paths) if options.stdin_filename is None else scope_of_input(options.stdin_filename)
    if options.show_settings:
        print_text(_settings(options, scope))
        return
    snapshots = [
        open_project(root, options.select, options.ignore, scope.files, options.python) for root in scope.roots
    ]
    if options.show_files:
        print_text(_files(scope, snapshots))
        return
    if options.fix or options.diff:
        snapshots = _fix(options, scope, snapshots)
    report = _check(options, scope, snapshots)
    _print(report, options, snapshots)
    least = None if options.exit_zero else _FAIL_ON[options.fail_on]
    raise SystemExit(int(least is not None and any(found.severity <= least for found in report.diagnostics)))


def _refuse_what_makes_no_sense(options: Options) -> None:
    """Raise for options that contradict each other: which of the two is meant, nobody can know."""
    from_input = options.stdin_filename is not None
    shows = options.show_settings or options.show_files
    for nonsense, message in (
        (from_input and set(options.paths) - {"-"}, "--stdin-filename names the only file; give no PATH beside it"),
        (not from_input and "-" in options.paths, "to check standard input, name the file with --stdin-filename"),
        (
            from_input and options.write_baseline,
            "--write-baseline is for whole files on the disk, not --stdin-filename",
        ),
        (
            shows and options.output_file is not None,
            "--output-file is for the report; redirect standard output instead",
        ),
        (
            from_input and (options.fix or options.diff),
            "--fix and --diff are for files on the disk, not --stdin-filename",
        ),
        (options.unsafe_fixes and not (options.fix or options.diff), "--unsafe-fixes goes with --fix or --diff"),
        (options.show_settings and options.show_files, "--show-settings or --show-files, not both"),
        (
            options.statistics and options.output_format not in {*FOR_PEOPLE, "json"},
            "--statistics goes with the output formats full, concise and json",
        ),
    ):
        if nonsense:
            raise click.UsageError(message)


def _settings(options: Options, scope: Scope) -> str:
    from cursus_registry.cli import show  # noqa: PLC0415 - each module costs a check that does without it

    given = {name: value for name in ("select", "ignore", "baseline") if (value := getattr(options, name))}
    projects = []
    for root in scope.roots:
        settings = effective_settings(scope.files, root, options.select, options.ignore)
        settings = replace(settings, baseline=given.get("baseline", settings.baseline))
        projects.append(show.settings_of(scope.files, root, settings, given))
    return show.settings_as_json(projects) if options.output_format == "json" else show.settings_as_text(projects)


def _files(scope: Scope, snapshots: list[Snapshot]) -> str:
    from cursus_registry.cli import show  # noqa: PLC0415

    return show.files_as_text({path for snapshot in snapshots for path in judged_paths(snapshot, scope)})


def _fix(options: Options, scope: Scope, snapshots: list[Snapshot]) -> list[Snapshot]:
    from cursus_registry.cli.fix import FixRequest, fix_or_show  # noqa: PLC0415

    def chosen(snapshot: Snapshot, path: str) -> list[Finding]:
        return snapshot.check(path) if is_asked_about(snapshot, scope, path) else []

    choose: Choose = chosen
    if _has_baseline(options, snapshots):
        from cursus_registry.cli import baseline  # noqa: PLC0415

        option, write = options.baseline, options.write_baseline
        choose = baseline.without_known(snapshots, chosen, option, scope.roots, write=write)
    request = FixRequest(options.fix, options.unsafe_fixes, options.diff)
    return list(fix_or_show(snapshots, choose, scope.files, request))


def _has_baseline(options: Options, snapshots: list[Snapshot]) -> bool:
    return options.write_baseline or options.baseline is not None or any(one.settings.baseline for one in snapshots)


def _check(options: Options, scope: Scope, snapshots: list[Snapshot]) -> Report:
    root = snapshots[0].root if len(snapshots) == 1 else os.path.commonpath(scope.roots)
    report = Report(root, base_folder(os.environ, absolute(".")))
    columns = load_format(options.output_format).COLUMNS
    judged = list(judge(snapshots, scope, columns))
    if _has_baseline(options, snapshots):
        from cursus_registry.cli import baseline  # noqa: PLC0415

        judged = baseline.take_out(report, judged, scope, options.baseline, write=options.write_baseline)
    for one in judged:
        add_to_report(report, one)
    report.sort()
    if options.statistics:
        report.statistics = count_codes(report.diagnostics)
    return report


def _print(report: Report, options: Options, snapshots: list[Snapshot]) -> None:
    counts = options.statistics and options.output_format in FOR_PEOPLE
    text = load_format("statistics" if counts else options.output_format).render(report)
    if options.output_file is None:
        print_text(text)
        return
    path = absolute(options.output_file)
    found = (snapshot.facts(one) for snapshot in snapshots for one in (path, followed(path)))
    if any(facts is not None and not facts.is_foreign for facts in found):
        raise CannotRunError(f"{path}: this is a file of the project; name another for the report")
    write_file(path, click.unstyle(text) if options.output_format in FOR_PEOPLE else text)
    click.echo(f"{summary(report)}; written to {harmless(path)}", err=True)
