"""Between the bytes of a file and its text."""

from contextlib import suppress
from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.text import (
    SourceText,
    UndecodableError,
    UnencodableError,
    decode_python,
    decode_yaml,
    encode_python,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"x = 1\r\n", "x = 1\r\n"),
        ("x = 'é😀'".encode(), "x = 'é😀'"),
        (b"\xef\xbb\xbfx = 'y'\n", "x = 'y'\n"),
        (b"\xef\xbb\xbf# coding: utf-8\nx = '\xc3\xa9'\n", "# coding: utf-8\nx = 'é'\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n", "€"),
        (b"# coding: ascii\nx = 1\n", "# coding: ascii\nx = 1\n"),
        (b"x = 'coding'\n", "x = 'coding'\n"),
    ],
)
def test_the_text(raw, text):
    found = str(decode_python(raw))
    assert found == text or text in found


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"x = 1\0", "NUL"),
        (b"# coding: klingon\nx = 1\n", "klingon"),
        (b"x = '\xff'\n", "UTF-8"),
        (b"x = 1\n" * 100 + b"y = '\xe9'\n", "utf-8"),
        (b"x = '\xed\xa0\x80'\n", "UTF-8"),
        (b"\xef\xbb\xbf# coding: latin-1\nx = 1\n", "UTF-8"),
        (b"# coding: ascii\nx = '\xe9'\n", "ascii"),
        (b"# coding: hex\nx = 1\n", "UTF-8"),
        (b"# coding: undefined\nx = 1\n", "UTF-8"),
        (b"# coding: idna\nx = '\xe9'\n", "UTF-8"),
    ],
)
def test_no_text(raw, reason):
    with pytest.raises(UndecodableError, match=reason):
        decode_python(raw)


@pytest.mark.parametrize("start", "abcdefghijklmnopqrstuvwxyz")
def test_whatever_the_coding_line_says(start):
    for encoding in sorted({*aliases, *aliases.values()}):
        if encoding.startswith(start):
            with suppress(UndecodableError):
                assert str(decode_python(b"# coding: %b\nx = '\xe9\\d'\n" % encoding.encode()))


@given(st.binary(max_size=80) | st.binary(max_size=40).map(lambda rest: b"# coding: utf-8\n" + rest))
def test_whatever_bytes_arrive(raw):
    with suppress(UndecodableError):
        assert isinstance(str(decode_python(raw)), str)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"x = 1\r\n",
        "x = 'é🚀'\n".encode(),
        b"\xef\xbb\xbf",
        "\ufeff# coding: utf-8\nx = 'é'\r".encode(),
        b"#!/usr/bin/python\n# -*- coding: latin-1 -*-\nx = '\xe9'",
        b"# coding: utf-8-sig\nx = 1\n",
        "# coding: cp1251\nx = 'я'\n".encode("cp1251"),
    ],
)
def test_a_text_goes_back_to_the_bytes_that_it_came_from(raw):
    assert encode_python(decode_python(raw), raw) == raw


def test_a_text_that_its_encoding_cannot_hold():
    with pytest.raises(UnencodableError, match="its encoding, iso-8859-1, has no '€'; save it as UTF-8 first"):
        encode_python(SourceText.from_str("x = '€'"), b"# coding: latin-1\n")


@pytest.mark.parametrize("text", ["", "a: é😀\r\nb: c\r", "a: \u2028\x85b"])
def test_the_text_of_yaml(text):
    assert str(decode_yaml(text.encode())) == text
    assert str(decode_yaml(text.encode("utf-8-sig"))) == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("a: b".encode("utf-16"), "it is UTF-16, .*; save it as UTF-8"),
        ("a: b".encode("utf-32"), "it is UTF-32"),
        (b"\xfe\xff\0a", "it is UTF-16"),
        ("a: b".encode("utf-16-be"), "NUL"),
        ("a: é".encode("latin-1"), "not valid utf-8"),
        (b"# coding: latin-1\na: \xe9\n", "not valid utf-8"),
        (b"a: \xed\xa0\x80", "not valid utf-8"),
    ],
)
def test_no_text_of_yaml(raw, reason):
    with pytest.raises(UndecodableError, match=reason):
        decode_yaml(raw)


@given(st.binary(max_size=80))
def test_whatever_bytes_arrive_as_yaml(raw):
    with suppress(UndecodableError):
        assert isinstance(str(decode_yaml(raw)), str)
