"""From a file's content to its facts: which reader sees which kind of file. It must not know another file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from cursus_registry.facts.around import Surroundings
from cursus_registry.facts.bound_names import read_bound_names
from cursus_registry.facts.dags import read_dags
from cursus_registry.facts.entry import Entry, Problem
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.link import has_references
from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import ClassFact, FileFacts
from cursus_registry.facts.plain_file import read_plain_file
from cursus_registry.facts.plain_module import PlainModule, read_plain_module
from cursus_registry.facts.registry import TABLES, read_registry
from cursus_registry.facts.registry_calls import has_any_name
from cursus_registry.facts.scopes import module_scope, read_exports
from cursus_registry.facts.suppressions import read_suppressions
from cursus_registry.facts.table_reads import read_table_names
from cursus_registry.facts.values import TooDeepError
from cursus_registry.files import FileSystem, TooLargeError
from cursus_registry.layout import FileKind, Place
from cursus_registry.syntax.python import Parsed, is_too_deep, parse_python
from cursus_registry.text import SourceText, Span, UndecodableError, decode_json, decode_python, decode_yaml

MAX_PYTHON_BYTES = 2_000_000
MAX_YAML_BYTES = 1_000_000
MAX_JSON_BYTES = 2_000_000
MAX_NOTEBOOK_BYTES = 20_000_000
_LIMITS: dict[FileKind, tuple[int, Callable[[bytes], SourceText]]] = {
    FileKind.INTERFACE: (MAX_YAML_BYTES, decode_yaml),
    FileKind.PACK: (MAX_YAML_BYTES, decode_yaml),
    FileKind.DAG: (MAX_JSON_BYTES, decode_json),
    FileKind.CONFIG: (MAX_JSON_BYTES // 2, decode_json),
    FileKind.NOTEBOOK: (MAX_NOTEBOOK_BYTES, decode_json),
}
_CLASS = re.compile(rb"(?:\A|(?<=[\r\n]))class[ \t]+([\w\x80-\xff]+)")
_RELEVANT = re.compile(rb"cursus|registry|step_names|CUR[0-9]")


class ReadFile(NamedTuple):
    """The facts of a file, and the tree they came from if there was one."""

    facts: FileFacts
    parsed: Parsed | None


def read_file(files: FileSystem, path: str, place: Place, previous: ReadFile | None = None) -> ReadFile | None:
    """The facts of one file; None if there is no file. What cannot be read has facts that say so (CUR007).

    `previous` makes reading an edited text again cheap; the result is the same without it.
    """
    limit, decode = _LIMITS.get(place.kind, (MAX_PYTHON_BYTES, decode_python))
    try:
        content = files.read(path, limit)
        source = SourceText(content.data) if content.from_buffer else decode(content.data)
    except FileNotFoundError:
        return None
    except TooLargeError as error:
        return ReadFile(_skipped(path, place, f"the file is skipped: {error}; split it"), None)
    except UndecodableError as error:
        return ReadFile(_skipped(path, place, f"the file is skipped: {error}"), None)
    except OSError as error:
        reason = error.strerror or str(error)
        return ReadFile(_skipped(path, place, f"the file cannot be read: {reason}; check what is there"), None)
    if content.of_cells:
        return _read_cells(path, place, source, previous)
    return read_source(path, place, source, previous)


def read_python(files: FileSystem, path: str) -> SourceText | None:
    """The text of a Python file as it is now; None if there is none that can be read within our bounds."""
    try:
        content = files.read(path, MAX_PYTHON_BYTES)
        return SourceText(content.data) if content.from_buffer else decode_python(content.data)
    except (OSError, UndecodableError):
        return None  # whoever needs it can do without


def read_source(path: str, place: Place, source: SourceText, previous: ReadFile | None = None) -> ReadFile:
    """The facts of a text."""
    reader = _OTHER_SYNTAX.get(place.kind)
    if reader is not None:
        return ReadFile(reader(path, place, source), None)
    if previous is None and (plain := read_plain_file(path, place, source)) is not None:
        return ReadFile(plain, None)
    is_registry = place.kind in TABLES
    if not (is_registry or place.is_framework or _says_something(source.data)):
        classes = _read_classes(source.data)
        # most files of a project say nothing to us: their text is not worth keeping
        kept = source if classes else SourceText(b"")
        return ReadFile(FileFacts(path, place, kept, classes=classes, bound=_read_bound(place, source.data)), None)
    if not (is_registry or place.is_framework):
        plain_module = read_plain_module(source.data, FileNames(source.data, place.module, place.is_package))
        if plain_module is not None:
            return ReadFile(_of_module(path, place, source, plain_module), previous.parsed if previous else None)
    if is_too_deep(source.data):
        return ReadFile(
            _skipped(path, place, "the file is skipped: its blocks are nested too deeply; simplify it"), None
        )
    parsed = parse_python(source.data, previous.parsed if previous else None)
    try:
        facts = _read_tree(path, place, source, parsed, previous)
    except TooDeepError as error:
        message = f"the file is skipped: {error}; simplify the value"
        return ReadFile(_skipped(path, place, message), None)
    return ReadFile(facts, parsed)


def _of_module(path: str, place: Place, source: SourceText, plain: PlainModule) -> FileFacts:
    return FileFacts(
        path,
        place,
        source,
        classes=_read_classes(source.data),
        bound=_read_bound(place, source.data),
        mentions=plain.mentions,
        dags=plain.dags,
        exports=plain.exports,
        suppressions=read_suppressions(source),
    )


def _says_something(data: bytes) -> bool:
    """Whether a text can speak of steps, or silence a rule."""
    return bool(_RELEVANT.search(data) or has_any_name(data))


def _read_tree(path: str, place: Place, source: SourceText, parsed: Parsed, previous: ReadFile | None) -> FileFacts:
    read = read_registry(parsed, place, _memo(previous)) if place.kind in TABLES else None
    rest = read.rest if read else parsed
    module = module_scope(rest.root, rest.data, place.module, is_package=place.is_package)
    around = Surroundings(module)
    return FileFacts(
        path,
        place,
        source,
        tables=read.tables if read else {},
        classes=_read_classes(source.data),
        bound=_read_bound(place, source.data),
        tables_read=read_table_names(rest.root, rest.data) if place.is_framework else (),
        mentions=read_mentions(module, around),
        dags=read_dags(module, around),
        exports=read_exports(module),
        suppressions=read_suppressions(source),
        problems=tuple(sorted(read.problems, key=lambda problem: problem.span)) if read else (),
        broken=parsed.has_error,
        references=has_references(read.tables.values()) if read else False,
    )


def _read_bound(place: Place, data: bytes) -> tuple[str, ...]:
    return read_bound_names(data) if place.component_folder is not None else ()


def _read_yaml(path: str, place: Place, source: SourceText) -> FileFacts:
    from cursus_registry.facts.interface import YamlBoundError, read_interface  # noqa: PLC0415 - few projects have one

    try:
        return read_interface(path, place, source)
    except YamlBoundError as error:
        return _skipped(path, place, f"the file is skipped: {error}")


def _read_json(path: str, place: Place, source: SourceText) -> FileFacts:
    """A DAG or a config file. Any other JSON file is none of ours: not even its text is kept."""
    from cursus_registry.facts.config_file import is_config_file, read_config_file  # noqa: PLC0415 - few files
    from cursus_registry.facts.dag_file import read_dag_file  # noqa: PLC0415 - few files
    from cursus_registry.syntax.json import JsonBoundError  # noqa: PLC0415 - few files
    from cursus_registry.syntax.json_faults import find_fault  # noqa: PLC0415 - few files

    try:
        if place.kind is FileKind.DAG:
            dag = read_dag_file(source.data)
            facts = FileFacts(path, place, source, mentions=dag.mentions, dags=dag.dags, broken=dag.broken)
        elif not is_config_file(source.data):
            return FileFacts(path, place, SourceText(b""))
        else:
            config = read_config_file(source.data)
            types = config.config_types
            facts = FileFacts(path, place, source, mentions=config.mentions, config_types=types, broken=config.broken)
    except JsonBoundError as error:
        return _skipped(path, place, f"the file is skipped: {error}; split it")
    fault = None if facts.is_foreign else find_fault(source.data)
    return replace(facts, problems=(Problem("CUR001", *fault),), broken=True) if fault else facts


def _read_notebook(path: str, place: Place, source: SourceText) -> FileFacts:
    from cursus_registry.facts.notebook import NotebookBoundError, read_notebook  # noqa: PLC0415 - few files

    try:
        return read_notebook(path, place, source)
    except NotebookBoundError as error:
        return _skipped(path, place, f"the file is skipped: {error}")


def _read_cells(path: str, place: Place, source: SourceText, previous: ReadFile | None) -> ReadFile:
    from cursus_registry.facts.notebook import NotebookBoundError, read_cells  # noqa: PLC0415 - few files

    try:
        return ReadFile(*read_cells(path, place, source, previous.parsed if previous else None))
    except NotebookBoundError as error:
        return ReadFile(_skipped(path, place, f"the notebook is skipped: {error}"), None)


def _memo(previous: ReadFile | None) -> dict[bytes, Entry]:
    """The entries of the earlier text by how they were written: only those written otherwise are read again."""
    if previous is None:
        return {}
    data = previous.facts.source.data
    return {
        data[start : start + entry.length]: entry
        for table in previous.facts.tables.values()
        if table.variable != "WORKSPACE_METADATA"
        for entry, start in zip(table.entries, table.starts, strict=True)
        if entry.complete and entry.pure
    }


def _read_classes(data: bytes) -> tuple[ClassFact, ...]:
    if b"\nclass" not in data and b"\rclass" not in data and not data.startswith(b"class"):
        return ()  # the pattern below looks at every line
    return tuple(
        ClassFact(match[1].decode("utf-8", "replace"), Span(match.start(1), match.end(1)))
        for match in _CLASS.finditer(data)
    )


_OTHER_SYNTAX: dict[FileKind, Callable[[str, Place, SourceText], FileFacts]] = {
    FileKind.INTERFACE: _read_yaml,
    FileKind.PACK: _read_yaml,
    FileKind.DAG: _read_json,
    FileKind.CONFIG: _read_json,
    FileKind.NOTEBOOK: _read_notebook,
}


def _skipped(path: str, place: Place, message: str) -> FileFacts:
    problem = Problem("CUR007", Span(0, 0), message)
    return FileFacts(path, place, SourceText(b""), problems=(problem,), readable=False)
