"""What is generated is committed as it would be generated now."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_generated_files_are_fresh():
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    files = dict(generate.generated())
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert not stale, "run `python docs/generate.py`"
    written = {path for folder in ("rules", "reference") for path in (ROOT / "docs" / folder).iterdir()}
    assert written <= set(files), "pages of what is no more"
