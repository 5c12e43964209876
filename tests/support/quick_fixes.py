"""Quick fixes asked for in a short fixture: those for a code, and what the chosen one makes of the files."""

from __future__ import annotations

from textwrap import dedent

from cursus_registry.features.code_actions import QuickFix, quick_fixes, trying_fix
from cursus_registry.turns import at_once
from support.checks import open_fixture, registry
from support.rules import with_paths

ALICE = registry("alice")


def offered(code: str, text: str, path: str = ALICE) -> list[QuickFix]:
    """The quick fixes for the first finding of a code in a file."""
    snapshot = open_fixture(with_paths(dedent(text))).snapshot
    findings = snapshot.check(path)
    numbers = [number for number, one in enumerate(findings) if one.code == code]
    assert numbers, [one.code for one in findings]
    return quick_fixes(snapshot, path, findings, numbers[:1])


def titles(code: str, text: str, path: str = ALICE) -> list[str]:
    """What the fixes are called."""
    return [fix.title for fix in offered(code, text, path)]


def after(code: str, title: str, text: str, path: str = ALICE) -> dict[str, str]:
    """The texts that the fix of that title changes."""
    found = {fix.title: fix for fix in offered(code, text, path)}
    assert title in found, list(found)
    return {one.path: str(one.applied()) for one in at_once(found[title].changing())}


def sound(code: str, text: str, path: str = ALICE) -> list[str]:
    """The titles of the fixes that hold when they are tried; those that silence are left out."""
    snapshot = open_fixture(with_paths(dedent(text))).snapshot
    findings = snapshot.check(path)
    number = next(number for number, one in enumerate(findings) if one.code == code)
    fixes = quick_fixes(snapshot, path, findings, [number])
    return [fix.title for fix in fixes if not fix.silences and at_once(trying_fix(snapshot, path, findings, fix))]
