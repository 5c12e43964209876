"""From URIs to paths and back."""

from pathlib import PurePosixPath

import pytest

from cursus_registry.files.uris import to_path, to_uri


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/me/a.py", "/home/me/a.py"),
        ("file:///home/me/a%20b.py", "/home/me/a b.py"),
        ("file:///a/%231/50%25.py", "/a/#1/50%.py"),
        ("file:///a/50%2525.py", "/a/50%25.py"),
        ("file:///%C3%BCn%C3%AF/%F0%9F%9A%80.py", "/ünï/🚀.py"),
        ("file:///ünï/🚀.py", "/ünï/🚀.py"),
        ("file:///a%2Bb+c.py", "/a+b+c.py"),
        ("file:///a%3Fb%3B%5B1%5D.py", "/a?b;[1].py"),
        ("file:///a/", "/a"),
        ("file:///", "/"),
        ("file:///c%3A/x/y.py", "C:/x/y.py"),
        ("file:///C:/x/y.py", "C:/x/y.py"),
        ("file:///c:", "C:"),
        ("file:///c%3A/a%20b/%231.py", "C:/a b/#1.py"),
        ("file://server/share/x.py", "//server/share/x.py"),
        ("file://wsl%24/Debian/x.py", "//wsl$/Debian/x.py"),
        ("file://localhost/a/x.py", "/a/x.py"),
        ("FILE:///x.py", "/x.py"),
    ],
)
def test_the_path_of_a_uri(uri, path):
    assert to_path(uri) == path


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "git:/a.py?%7B%7D",
        "vscode-notebook-cell:/a.ipynb#X",
        "http://x/a.py",
        "a.py",
        "",
        "file://[tmp/a.py",
    ],
)
def test_what_is_no_file_has_no_path(uri):
    assert to_path(uri) is None


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/me/a b.py", "file:///home/me/a%20b.py"),
        ("/#1/50%.py", "file:///%231/50%25.py"),
        ("/a?b.py", "file:///a%3Fb.py"),
        ("C:/x/y.py", "file:///C:/x/y.py"),
        ("/ü.py", "file:///%C3%BC.py"),
        ("//server/share/a b.py", "file://server/share/a%20b.py"),
    ],
)
def test_the_uri_of_a_path(path, uri):
    assert to_uri(path) == uri


@pytest.mark.parametrize(
    "path",
    ["/", "/a b/c", "/#/%/?/&/+/;/=", "/50%25", "/ünï/🚀", "/\udcff.py", "C:/a b.py", "//server/share/a b.py", "/\\x"],
)
def test_there_and_back(path):
    assert to_path(to_uri(path)) == path


@pytest.mark.parametrize("path", ["/a b/#1.py", "/50%/ü+[1].py", "/it's (new)/a&b=c.py"])
def test_written_as_other_programs_write_it(path):
    assert to_path(PurePosixPath(path).as_uri()) == path
