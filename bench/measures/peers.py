"""Goal: ahead of every other Python server in every row, each asked on its own ground in the same file of one project.

A name in a call is ours; a function, a module's attributes and a bracket that is not closed are theirs.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from bare_server import ANSWER
from client import PATIENCE, Json, NotAnsweredError, WrongAnswerError
from editor import Document, Editor
from stage import BARE_SERVER, OURS, Stage
from table import Row, duration, unmeasured
from world import HEALTHY

_WARM_UP = 5
_FILE = "pipelines/greeting.py"
_TEXT = '''import json

from cursus.registry.step_names import get_config_class_name


def describe(name: str) -> str:
    """A greeting of several words."""
    return json.dumps({"name": name})


CONFIG = get_config_class_name("XGBoostTraining")
GREETING = describe("reader")
'''


@dataclass(frozen=True, slots=True)
class Server:
    """A server, and where it is at home: the text before each place, and what must be in the answer."""

    name: str
    command: list[str]
    hover: tuple[str, str] = ("GREETING = desc", "greeting of several words")
    complete: tuple[str, str] = ("return json.", "dumps")
    symbol: tuple[str, str] = ("describe", "describe")
    fault: tuple[str, str] = ('describe("reader"', ")")
    symbols: bool = True


@dataclass(slots=True)
class Times:
    """The seconds of one server, by row."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, row: str, seconds: float) -> None:
        """One more."""
        self.seconds.setdefault(row, []).append(seconds)


_OURS = Server(
    "ours",
    [*OURS, "lsp"],
    hover=('get_config_class_name("XGB', "XGBoostTraining"),
    complete=('get_config_class_name("XGB', "XGBoostTraining"),
    symbol=("XGBoost", "XGBoostTraining"),
    fault=('get_config_class_name("XGBoostTrainin', "g"),
)
ROWS = ("start to hover", "hover", "completion", "change to diagnostics", "workspace symbols", "exit", "memory")


def measure(stage: Stage) -> Iterator[Row]:
    """A row for each thing that people wait for; the servers take turns."""
    peers = list(_peers())
    missing = {"jedi-language-server", "pylsp", "basedpyright"} - {peer.name for peer in peers}
    if missing:
        yield unmeasured("peers", f"not installed: {', '.join(sorted(missing))}")
    root = stage.folder / "peers"
    shutil.copytree(HEALTHY, root)
    (root / _FILE).write_text(_TEXT, "utf-8")
    bare = Server("bare pygls", BARE_SERVER, hover=("GREETING = desc", ANSWER), symbols=False)
    found = {server.name: Times() for server in (_OURS, *peers, bare)}
    for server in (_OURS, *peers, bare):  # what a first start does once is left out: compiled code, caches
        _start(stage, server, root, Times())
    for _ in range(stage.scale.starts):
        for server in (_OURS, *peers):
            _first(stage, server, root, found[server.name])
        _start(stage, bare, root, found[bare.name])
    _warm(stage, [_OURS, *peers], root, found)
    yield from (_row(name, found) for name in ROWS)


def _peers() -> Iterator[Server]:
    """The servers that stand beside this Python."""
    for name, arguments in (("jedi-language-server", ()), ("pylsp", ()), ("basedpyright-langserver", ("--stdio",))):
        path = shutil.which(name, path=str(Path(sys.executable).parent))
        if path:
            yield Server(name.removesuffix("-langserver"), [path, *arguments], symbols=name != "pylsp")


def _start(stage: Stage, server: Server, root: Path, times: Times) -> None:
    with closing(stage.start_other(server.command, root)) as editor:
        editor.initialize()
        _hover(server, editor, editor.open(root / _FILE))
        times.add("start to hover", perf_counter() - editor.started)


def _first(stage: Stage, server: Server, root: Path, times: Times) -> None:
    """From the start of a process to its first hover, and from the word that it shall end to its end."""
    with closing(stage.start_other(server.command, root)) as editor:
        editor.initialize()
        _hover(server, editor, editor.open(root / _FILE))
        times.add("start to hover", perf_counter() - editor.started)
        asked = perf_counter()
        editor.request("shutdown", None)
        editor.notify("exit", {})
        editor.process.wait(PATIENCE)
        times.add("exit", perf_counter() - asked)


def _warm(stage: Stage, servers: list[Server], root: Path, found: dict[str, Times]) -> None:
    with ExitStack() as stack:
        running = []
        for server in servers:
            editor = stack.enter_context(closing(stage.start_other(server.command, root)))
            editor.initialize()
            running.append((server, editor, editor.open(root / _FILE)))
        asks: list[tuple[str, int, Callable[[Server, Editor, Document], float]]] = [
            ("hover", stage.scale.asked // 5, _hover),
            ("completion", stage.scale.asked // 20, _complete),
            ("change to diagnostics", stage.scale.edits // 20 + 1, _change),
            ("workspace symbols", stage.scale.asked // 50, _symbols),
        ]
        for row, count, ask in asks:
            for number in range(_WARM_UP + count):
                for server, editor, document in running:
                    if row != "workspace symbols" or server.symbols:
                        seconds = ask(server, editor, document)
                        if number >= _WARM_UP:
                            found[server.name].add(row, seconds)
        for server, editor, _ in running:
            found[server.name].add("memory", editor.memory())


def _hover(server: Server, editor: Editor, document: Document) -> float:
    before, expected = server.hover
    answer = editor.hover(document, document.find(before, skip=len(before)))
    if expected not in answer.result:
        raise WrongAnswerError(f"{server.name}: hover {answer.result!r} does not hold {expected!r}")
    return answer.seconds


def _complete(server: Server, editor: Editor, document: Document) -> float:
    before, expected = server.complete
    answer = editor.complete(document, document.find(before, skip=len(before)))
    if not any(expected in item["label"] for item in answer.result["items"]):
        raise WrongAnswerError(f"{server.name}: completion does not offer {expected!r}")
    return answer.seconds


def _symbols(server: Server, editor: Editor, _document: Document) -> float:
    query, expected = server.symbol
    answer = editor.request("workspace/symbol", {"query": query})
    if not any(expected in item["name"] for item in answer.result or ()):
        raise WrongAnswerError(f"{server.name}: no symbol {expected!r}")
    return answer.seconds


def _change(server: Server, editor: Editor, document: Document) -> float:
    """The time until the fault is told; then it is mended, and that is waited for, too."""
    before, mended = server.fault
    place = document.find(before, skip=len(before))
    sent = editor.notify("textDocument/didChange", document.replace(place, len(mended), ""))
    seconds = _told(server, editor, document, found=True) - sent
    editor.notify("textDocument/didChange", document.replace(place, 0, mended))
    _told(server, editor, document, found=False)
    return seconds


def _told(server: Server, editor: Editor, document: Document, *, found: bool) -> float:
    """When a list with an error, or one without, was published for the text as it is."""
    end = perf_counter() + PATIENCE
    while perf_counter() < end:
        arrival = editor.take(end, f"{server.name}: diagnostics")
        editor.noticed(arrival)
        params = arrival.message.get("params")
        if _is_about(params, document) and _has_error(params) == found:
            return arrival.at
    raise NotAnsweredError(f"{server.name}: no diagnostics in time")


def _is_about(params: Json | None, document: Document) -> bool:
    """Whether these are the diagnostics of the text as it is; some servers do not say of which text."""
    if not isinstance(params, dict) or params.get("uri") != document.uri:
        return False
    return "diagnostics" in params and params.get("version") in {None, document.version}


def _has_error(params: Json) -> bool:
    return any(one.get("severity", 1) <= 2 for one in params["diagnostics"])


def _row(name: str, found: dict[str, Times]) -> Row:
    """Ours beside the best of the others; bare pygls is no peer, it shows what cannot be beaten by us alone."""
    show = (lambda size: f"{size / 1_000_000:.0f} MB") if name == "memory" else duration
    middles = {server: median(times.seconds[name]) for server, times in found.items() if name in times.seconds}
    ours = middles.pop("ours")
    beside = ", ".join(f"{show(middle)} {server}" for server, middle in middles.items())
    rivals = [middle for server, middle in middles.items() if server != "bare pygls"]
    if not rivals:
        return Row(f"peers: {name}", show(ours), beside)
    ratio = ours / min(rivals)
    return Row(f"peers: {name}", show(ours), beside, f"{ratio:.2f}", "< 1 x", "ok" if ratio < 1 else "MISSED")
