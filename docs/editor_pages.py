"""The files that pages below `docs/editors` show: each stands in its page as it is, between two comments.

So a page is read with the very file that the tests run, on GitHub and on the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "editors"
_SHOWN = re.compile(r"(<!-- file (\S+) (\w+) -->\n).*?(<!-- /file -->)", re.DOTALL)


def editor_pages() -> Iterator[tuple[Path, str]]:
    """Each page with its text, in which the files are what they are now."""
    for page in sorted(FOLDER.glob("*.md")):
        yield page, _SHOWN.sub(_filled, page.read_text(encoding="utf-8"))


def shown() -> set[str]:
    """The names of the files that pages show."""
    return {match[2] for page in FOLDER.glob("*.md") for match in _SHOWN.finditer(page.read_text(encoding="utf-8"))}


def _filled(match: re.Match[str]) -> str:
    start, name, language, end = match.groups()
    return f"{start}\n```{language}\n{(FOLDER / name).read_text(encoding='utf-8')}```\n\n{end}"
