"""The process that looks for classes outside the project: `start_command` says how it is started, `main` is its life.

It reads questions from its input and writes answers to its output, one JSON document a line, until the input ends. It
writes nothing else, runs nothing that it reads, and ends by itself where a question takes too long.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 5.0
"""After so long on one question the process gives itself up, should nobody have ended it."""

_START = (
    "import sys\n"
    "sys.path[:0] = [path for path in sys.argv[1:] if path not in sys.path]\n"
    "from cursus_registry.components.worker import main\n"
    "main()\n"
)
_NEEDED = ("cursus_registry", "jedi", "parso", "tree_sitter", "tree_sitter_python")
_MOST_FINDERS = 8


def start_command() -> list[str] | None:
    """How this Python starts the process, isolated from environment and working directory; None without jedi."""
    specs = [find_spec(name) for name in _NEEDED]
    origins = [spec.origin for spec in specs if spec is not None and spec.origin]
    if len(origins) < len(_NEEDED):
        return None
    folders = dict.fromkeys(str(Path(origin).parents[1]) for origin in origins)
    keep_no_bytecode = ["-B"] if sys.dont_write_bytecode else []
    return [sys.executable, "-I", *keep_no_bytecode, "-c", _START, *folders]


def main() -> None:
    """Answer until the input ends."""
    from cursus_registry.components.confinement import confine  # noqa: PLC0415 - not for whoever starts the process
    from cursus_registry.components.inference import ClassFinder, confine_jedi  # noqa: PLC0415
    from cursus_registry.components.outside import to_json  # noqa: PLC0415
    from cursus_registry.files import Disk  # noqa: PLC0415

    confine_jedi()
    readable = confine(_trusted())
    finders: dict[tuple[str, ...], ClassFinder] = {}

    def answer(question: Any) -> list[dict[str, Any]]:
        roots = tuple(map(str, question["roots"]))
        readable.add(roots)
        if len(finders) >= _MOST_FINDERS:
            finders.clear()
        finder = finders.setdefault(roots, ClassFinder(Disk(), roots))
        return [to_json(one) for one in finder.find(str(question["path"]))]

    _say({"ready": True})
    for line in sys.stdin.buffer:
        faulthandler.dump_traceback_later(PATIENCE_SECONDS, exit=True)
        try:
            said: dict[str, Any] = {"classes": answer(json.loads(line))}
        except Exception as error:  # noqa: BLE001 - jedi fails in many ways, and the next question counts
            said = {"error": f"{type(error).__name__}: {error}"[:500]}
        faulthandler.cancel_dump_traceback_later()
        _say(said)


def _trusted() -> list[str]:
    """The folders of this Python's own library, of ours and of what we need."""
    specs = [find_spec(name) for name in _NEEDED]
    ours = [str(Path(spec.origin).parent) for spec in specs if spec is not None and spec.origin]
    library = sysconfig.get_paths()
    return [*ours, library["stdlib"], library["platstdlib"]]


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(words)}\n")
    sys.stdout.flush()
