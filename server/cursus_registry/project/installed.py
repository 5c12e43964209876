"""What lies outside the project, a core above all: where the settings say, or installed beside an interpreter.

Found by paths alone. No interpreter is ever asked, and what is found here is read and never judged or written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from cursus_registry.files import FileSystem
from cursus_registry.layout import (
    CORE_FILES,
    EXTRAS_FILE,
    HYPERPARAMETER_FILE,
    INTERFACE_SUFFIX,
    INTERFACES,
    FileKind,
    Place,
    place_in_core,
)

VIRTUAL_ENVIRONMENTS = (".venv", "venv")
MAX_PTH_BYTES = 64_000
_CORE_FILES = (*CORE_FILES, EXTRAS_FILE, f"registry/{HYPERPARAMETER_FILE}")
_PACKAGE_FOLDERS = ("", "cursus", "src/cursus")
_ENVIRONMENT_FILE = "pyvenv.cfg"


def find_core_at(files: FileSystem, path: str) -> dict[str, Place]:
    """The core's files at a path: a Python file, a folder of interface files, the package `cursus` or what holds it."""
    if files.is_file(path):
        return {path: Place(FileKind.CORE, None, path.rpartition("/")[2], external=True)}
    base = path.rstrip("/")
    for folder in _PACKAGE_FOLDERS:
        package = f"{base}/{folder}".rstrip("/")
        below = [
            *(name for name in _CORE_FILES if files.is_file(f"{package}/{name}")),
            *(f"{INTERFACES}/{name}" for name in interface_files(files, f"{package}/{INTERFACES}")),
            *(interface_files(files, package) if not folder else ()),
        ]
        found = {f"{package}/{name}": place_in_core(name) for name in below}
        if found:
            return {name: place._replace(external=True) for name, place in found.items() if place is not None}
    return {}


def find_installed_core(files: FileSystem, root: str, interpreter: str | None) -> dict[str, Place]:
    """The core's files of a Cursus installed for a project: in its virtual environment, else beside the interpreter.

    `interpreter` is the path of a Python, or of the folder of an environment.
    """
    for prefix in _environments(files, root, interpreter):
        for folder in _package_folders(files, prefix):
            found = find_core_at(files, f"{folder}/cursus")
            if found:
                return found
    return {}


def find_package_folders(files: FileSystem, root: str, interpreter: str | None) -> tuple[str, ...]:
    """The folders with the packages of a project's environment: of the first that has Cursus, else of the first.

    Packages that are installed in place count as far as path files say where they are.
    """
    first: tuple[str, ...] = ()
    for prefix in _environments(files, root, interpreter):
        folders = tuple(dict.fromkeys(folder for folder in _package_folders(files, prefix) if files.is_dir(folder)))
        if any(files.is_dir(f"{folder}/cursus") for folder in folders):
            return folders
        first = first or folders
    return first


def _environments(files: FileSystem, root: str, interpreter: str | None) -> Iterator[str]:
    """The folders of the environments of a project, the nearest first."""
    yield from (f"{root.rstrip('/')}/{name}" for name in VIRTUAL_ENVIRONMENTS)
    if interpreter:
        yield from _prefixes(files, interpreter)


def _package_folders(files: FileSystem, prefix: str) -> Iterator[str]:
    for site in _site_packages(files, prefix):
        yield site
        yield from _paths_of(files, site)


def _prefixes(files: FileSystem, interpreter: str) -> Iterator[str]:
    """The folders that an interpreter's libraries can be in; of a link to one, those beside the link."""
    if files.is_dir(interpreter):
        yield interpreter
        return
    folder = PurePosixPath(interpreter).parent
    if folder.name in {"bin", "Scripts"}:
        yield str(folder.parent)
        if not files.is_file(f"{folder.parent}/{_ENVIRONMENT_FILE}"):
            yield f"{folder.parent}/local"
    else:
        yield str(folder)


def _site_packages(files: FileSystem, prefix: str) -> Iterator[str]:
    for library in ("lib", "lib64"):
        for name in _folders(files, f"{prefix}/{library}"):
            if name.startswith("python"):
                yield from (f"{prefix}/{library}/{name}/{kind}" for kind in ("site-packages", "dist-packages"))
    yield f"{prefix}/Lib/site-packages"


def _paths_of(files: FileSystem, site: str) -> Iterator[str]:
    """The folders that path files add: what an installation in place leaves behind. Lines of code are not read."""
    for name in _names(files, site):
        if not name.endswith(".pth"):
            continue
        try:
            text = files.read(f"{site}/{name}", MAX_PTH_BYTES).data.decode("utf-8", "replace")
        except OSError:
            continue  # an interpreter skips it too
        for line in text.splitlines():
            path = line.strip().replace("\\", "/")
            if path and not path.startswith(("#", "import ", "import\t")):
                yield str(PurePosixPath(site, path))


def interface_files(files: FileSystem, folder: str) -> list[str]:
    """The names of the interface files in a folder."""
    return [name for name in _names(files, folder) if name.endswith(INTERFACE_SUFFIX)]


def _names(files: FileSystem, folder: str) -> list[str]:
    try:
        return [entry.name for entry in files.scan(folder)]
    except OSError:
        return []  # not there: the usual case


def _folders(files: FileSystem, folder: str) -> list[str]:
    return [name for name in _names(files, folder) if files.is_dir(f"{folder}/{name}")]
