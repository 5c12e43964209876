"""Write the pages under docs/rules from the rules themselves, the table of rules in the README, and docs/rules.md.

docs/rules.md shows for each rule where it is tested and how it can be fixed: what its example and the broken checkout
offer. The page of the settings and their JSON schema come from the model in `settings/`, the schema of the library's
models from `api/`, what the server can (`lsp/capabilities.json`) from the requests that are registered. What the
library exports decides the stubs beside its packages, the pages of the reference and docs/design-coverage.md, which
shows where the names of its design are. The names of the tests make docs/requests.md and the table of requests and
places in the README; docs/complaints.md names some of them. docs/editors/results.json makes the README's table of
editors, and the files beside the pages of docs/editors stand in these. The settings and the layout stand in the
manifest of the VS Code extension, too. Run it after a rule, a setting, a request, a public name or their tests have
changed: `python docs/generate.py`. A test fails while what is committed is stale.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from json import dumps
from pathlib import Path

from pydantic.json_schema import models_json_schema

import complaints
import design_coverage
import editors_table
import requests_table
import vscode_manifest
from cursus_registry.api import results
from cursus_registry.api.definitions import Model, NamespacedStepDefinition, ResolutionContext, StepDefinition
from cursus_registry.checks.catalogue import RULES, severity_label
from cursus_registry.cli.rule import page
from cursus_registry.features.code_actions import quick_fixes
from cursus_registry.files import Disk, Memory
from cursus_registry.lsp.capabilities import offers
from cursus_registry.lsp.create import create_server
from cursus_registry.project import Project, Snapshot
from cursus_registry.settings import schema
from editor_pages import editor_pages
from reference_pages import reference_pages
from stubs import stubs

ROOT = Path(__file__).resolve().parent.parent
_FILE = re.compile(r"^#- (/\S+)$", re.MULTILINE)
_NOTE = re.compile(r"^\s*#\s*(?:\^+|<-)\s+(?:error|warning|information|hint)\[.*\n?", re.MULTILINE)
_EXAMPLE = re.compile(r"## Example\n\n```\n(.*?)\n```", re.DOTALL)
_NAMED = re.compile(r"'[^']*'")
_OWNER = re.compile(r"(?<=workspace )\S+|(?<=' to )\S+(?= in the settings)|\d+(?= workspaces)")
_TABLE = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)
_EDITORS = re.compile(r"(<!-- editors -->\n).*?(<!-- /editors -->)", re.DOTALL)
_REQUESTS = re.compile(r"(<!-- requests -->\n).*?(<!-- /requests -->)", re.DOTALL)


def generated() -> Iterator[tuple[Path, str]]:
    """Each generated file with its text."""
    for code, rule in RULES.items():
        yield ROOT / "docs" / "rules" / f"{code}.md", page(rule)
    yield ROOT / "docs" / "rules.md", coverage()
    yield ROOT / "docs" / "settings.md", schema.page()
    yield ROOT / "docs" / "cursus-registry.schema.json", schema.schema_text()
    yield ROOT / "docs" / "cursus-registry-models.schema.json", models_schema()
    yield from stubs()
    yield from reference_pages()
    yield ROOT / "docs" / "design-coverage.md", design_coverage.page()
    registered = create_server().protocol.fm
    yield ROOT / "server/cursus_registry/lsp/capabilities.json", dumps(offers(registered), indent=2) + "\n"
    readme = ROOT / "README.md"
    text = _TABLE.sub(lambda match: match[1] + table() + match[2], readme.read_text(encoding="utf-8"))
    text = _EDITORS.sub(lambda match: match[1] + editors_table.table() + match[2], text)
    yield from editor_pages()
    yield readme, _REQUESTS.sub(lambda match: match[1] + requests_table.table() + match[2], text)
    yield ROOT / "docs" / "requests.md", requests_table.page()
    yield ROOT / "docs" / "complaints.md", complaints.page()
    yield vscode_manifest.MANIFEST, vscode_manifest.manifest()
    yield vscode_manifest.PATTERNS, vscode_manifest.patterns()


def models_schema() -> str:
    """The JSON schema of all models of the library, by name."""
    models = [StepDefinition, NamespacedStepDefinition, ResolutionContext]
    models += [value for value in vars(results).values() if isinstance(value, type) and issubclass(value, Model)]
    named = [(model, "validation") for model in dict.fromkeys(models) if model is not Model]
    _, schema = models_json_schema(named, title="The models of cursus_registry")
    return dumps(schema, indent=2, ensure_ascii=False) + "\n"


def table() -> str:
    """The rules as a Markdown table."""
    lines = ["| code | name | severity | what |", "|---|---|---|---|"]
    for code, rule in RULES.items():
        what = (rule.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        lines.append(f"| [{code}](docs/rules/{code}.md) | {rule.NAME} | {severity_label(rule)} | {what} |")
    return "\n".join(lines) + "\n"


def coverage() -> str:
    """Rule × test × fix, as a page."""
    tests, fixes = _tests(), _fixes()
    lines = [
        "# Rules, tests, fixes",
        "",
        "*Tested* names the modules below `tests/` that name the rule most; every rule is also tested by the example",
        "of its page, and appears in `fixtures/broken`. *Fixes* are those that the example and the broken checkout",
        "are offered: *safe* ones are made by `check --fix`, *unsafe* ones with `--unsafe-fixes`, *manual* ones only",
        "by hand, those marked *editor* only in editors. After each of them the text parses, the finding is gone (or",
        "an information, where the collision stays) and no error is new: that is tested for every rule",
        "(`tests/checks/test_fixes.py`, `tests/lsp/test_code_action.py`).",
        "",
        "| rule | severity | tested | fixes |",
        "|---|---|---|---|",
    ]
    for code, rule in RULES.items():
        tested = ", ".join(tests[code])
        offered = "; ".join(f"{title} ({kind})" for title, kind in sorted(fixes[code])) or "–"
        lines.append(f"| [{code}](rules/{code}.md) {rule.NAME} | {severity_label(rule)} | {tested} | {offered} |")
    return "\n".join(lines) + "\n"


def _tests() -> dict[str, list[str]]:
    """The test modules that name each code, most often first."""
    folder = ROOT / "tests"
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("test_*.py"))}
    named = {code: [(name, text.count(code)) for name, text in texts.items() if code in text] for code in RULES}
    ordered = {code: sorted(found, key=lambda one: (-one[1], one[0])) for code, found in named.items()}
    return {code: [name for name, _ in found[:4]] for code, found in ordered.items()}


def _fixes() -> dict[str, set[tuple[str, str]]]:
    """The fixes that each rule offers, what they name left out."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for snapshot in _projects():
        for path in snapshot.judged():
            findings = snapshot.check(path)
            for number, finding in enumerate(findings):
                own = {fix.title: fix.applicability for fix in finding.fixes}
                more = [fix.title for fix in quick_fixes(snapshot, path, findings, [number]) if not fix.silences]
                offered = {**dict.fromkeys(more, "editor"), **own}
                found[finding.code].update((_nameless(title), kind) for title, kind in offered.items())
    return found


def _nameless(title: str) -> str:
    """A title without the names and numbers of one project."""
    return _OWNER.sub("…", _NAMED.sub("'…'", title))


def _projects() -> Iterator[Snapshot]:
    yield Project(Disk(), (ROOT / "fixtures" / "broken").as_posix()).load_all()
    for rule in RULES.values():
        example = _EXAMPLE.search(rule.__doc__ or "")
        _, *pieces = _FILE.split(example[1] if example else "")
        files = {path: _NOTE.sub("", text).strip("\n") + "\n" for path, text in zip(*[iter(pieces)] * 2, strict=True)}
        yield Project(Memory(files), "/").load_all()


if __name__ == "__main__":
    for path, text in generated():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
