"""Write the pages under docs/rules from the rules themselves, and the table of rules in the README.

The page of the settings and their JSON schema come from the model in `settings/`. Run it after a rule or a setting has
changed: `python docs/generate.py`. A test fails while what is committed is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cursus_registry.checks.catalogue import RULES
from cursus_registry.cli.rule import page
from cursus_registry.settings import schema

ROOT = Path(__file__).resolve().parent.parent
_TABLE = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)


def generated() -> Iterator[tuple[Path, str]]:
    """Each generated file with its text."""
    for code, rule in RULES.items():
        yield ROOT / "docs" / "rules" / f"{code}.md", page(rule)
    yield ROOT / "docs" / "settings.md", schema.page()
    yield ROOT / "docs" / "cursus-registry.schema.json", schema.schema_text()
    readme = ROOT / "README.md"
    yield readme, _TABLE.sub(lambda match: match[1] + table() + match[2], readme.read_text(encoding="utf-8"))


def table() -> str:
    """The rules as a Markdown table."""
    lines = ["| code | name | severity | what |", "|---|---|---|---|"]
    for code, rule in RULES.items():
        what = (rule.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        lines.append(f"| [{code}](docs/rules/{code}.md) | {rule.NAME} | {rule.SEVERITY.label} | {what} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for path, text in generated():
        path.write_text(text, encoding="utf-8")
