"""The table "editor × feature × tested version", from what runs of the tests saw.

`nox -s editors` writes what it saw below `artifacts/editors`, a file for each family of editors. Run this to keep it in
`docs/editors/results.json`: `python docs/editors_table.py`; then `python docs/generate.py`. Of the editors and features
that were not run the results stay, unless they are of another version. A test fails while the results tell of other
features than the tests show.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "editors" / "results.json"
ARTIFACTS = ROOT / "artifacts" / "editors"

FEATURES = {
    "diagnostics": "diagnostics",
    "live_edit": "they follow",
    "other_files": "beside Python",
    "hover": "hover",
    "completion": "completion",
    "definition": "definition",
    "rename": "renaming",
    "positions": "columns",
    "restart": "restart",
    "crash": "after a crash",
    "exit": "says at the end",
}
"""The features as tests are named after them, with the heads of their columns."""

Results = dict[str, dict[str, Any]]


def results() -> Results:
    """What is kept."""
    kept: Results = json.loads(RESULTS.read_text(encoding="utf-8"))
    return kept


def table() -> str:
    """The editors with the versions that were run, and what each feature is like in them."""
    lines = [_row("editor", "tested version", *FEATURES.values()), _row(*["---"] * (len(FEATURES) + 2))]
    for about in results().values():
        name = f"[{about['name']}](docs/editors/{about['page']})"
        cells = [about["features"].get(feature, "") for feature in FEATURES]
        lines.append(_row(name, about["version"], *cells))
    return "\n".join(lines) + "\n"


def features_of(tests: Path) -> list[str]:
    """The features that a module of tests shows: the names of its tests."""
    tree = ast.parse(tests.read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [name.removeprefix("test_") for name in names if name.startswith("test_")]


def merged(kept: Results, runs: list[Results]) -> Results:
    """What is kept, with what new runs saw in its place; how long they took is not kept."""
    for run in runs:
        kept = _together(kept, run)
    return {client: {key: value for key, value in about.items() if key != "seconds"} for client, about in kept.items()}


def write_down(run: Results, written: Path, *, again: bool) -> None:
    """Write what a run saw; if it ran `again` what had failed before, that comes to what is written there."""
    before = json.loads(written.read_text(encoding="utf-8")) if again and written.exists() else {}
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(json.dumps(_together(before, run), indent=2) + "\n", encoding="utf-8")


def _together(before: Results, run: Results) -> Results:
    return {**before, **{client: _of_both(before.get(client, {}), about) for client, about in run.items()}}


def _of_both(before: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    """One editor, feature by feature. What another version of it did is not said of this one."""
    if before.get("version") != about["version"]:
        return about
    parts = {key: {**before.get(key, {}), **about[key]} for key in ("features", "seconds") if key in about}
    return {**before, **about, **parts}


def refresh() -> None:
    """Keep what was seen last."""
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(ARTIFACTS.glob("*.json"))]
    if not runs:
        message = f"there is nothing in {ARTIFACTS}: run `nox -s editors` before"
        raise SystemExit(message)
    kept = results() if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(merged(kept, runs), indent=2) + "\n", encoding="utf-8")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    refresh()
