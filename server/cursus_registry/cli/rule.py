"""`cursus-registry rule`: the page of a rule, as it stands in its module."""

from __future__ import annotations

import inspect

import click

from cursus_registry.checks.catalogue import RULES, severity_label, url_of
from cursus_registry.checks.model import Rule
from cursus_registry.cli.failure import CannotRunError


@click.command("rule")
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help="Explain all rules.")
def command(code: str | None, everything: bool) -> None:
    """Explain the rule with a CODE (or a name), or all rules."""
    if everything == (code is not None):
        raise CannotRunError("name one rule, or say --all")
    rules = list(RULES.values()) if code is None else [_find(code)]
    click.echo("\n".join(page(rule) for rule in rules), nl=False)


def _find(code: str) -> Rule:
    for rule in RULES.values():
        if code.upper() == rule.CODE or code.lower() == rule.NAME:
            return rule
    raise CannotRunError(f"'{code}' is no rule; `cursus-registry rule --all` lists them")


def page(rule: Rule) -> str:
    """The page of a rule as Markdown."""
    text = inspect.cleandoc(rule.__doc__ or "")
    head = f"# {rule.CODE}: {rule.NAME}\n\nSeverity: {severity_label(rule)}. {url_of(rule.CODE)}\n\n"
    silence = (
        "## How to allow it\n\n"
        f"On the line: `# noqa: {rule.CODE}` or `# cursus: ignore[{rule.CODE}]`. In the file:"
        f' `# cursus: ignore-file[{rule.CODE}]`.\nIn the project: `ignore = ["{rule.CODE}"]`, or'
        f' `severity = {{ {rule.CODE} = "hint" }}`.\n'
    )
    return f"{head}{text}\n\n{silence}"
