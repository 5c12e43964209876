"""Frames and messages out of bytes: as clients write them, cut anywhere, and damaged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.lsp.frames import Frames, InputLostError, Misframed, frame
from cursus_registry.lsp.messages import Invalid, Notification, Request, Response, decode

ONE, TWO = b'{"jsonrpc":"2.0","method":"one"}', b'{"jsonrpc":"2.0","method":"two"}'


def take_all(frames):
    found = []
    while (body := frames.take()) is not None:
        found.append(body)
    return found


def bodies(data, size=None, **limits):
    """The bodies in bytes that come in pieces; faults as what they are."""
    frames, found = Frames(**limits), []
    for start in range(0, len(data), size or max(1, len(data))):
        frames.feed(data[start : start + (size or len(data))])
        found += take_all(frames)
    return found


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: %d\r\n\r\n",
        "content-length: %d\r\n\r\n",
        "CONTENT-LENGTH:%d\r\n\r\n",
        "Content-Length :  %d \r\n\r\n",
        "Content-Length: %d\n\n",
        "Content-Length: %d\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
        "Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
        "\r\nContent-Length: %d\r\n\r\n",
        "Content-Length: 000%d\r\n\r\n",
        "Content-Length: %d\r\nContent-Length: %d\r\n\r\n",
    ],
)
@pytest.mark.parametrize("size", [None, 1, 7])
def test_headers_are_read_as_clients_write_them(head, size):
    message = head.replace("%d", str(len(ONE))).encode() + ONE
    assert bodies(message * 3, size) == [ONE] * 3


@given(st.lists(st.binary(max_size=60), max_size=5), st.integers(1, 50))
def test_whatever_is_framed_comes_out_however_it_is_cut(messages, size):
    assert bodies(b"".join(map(frame, messages)), size) == messages


@pytest.mark.parametrize(
    "broken",
    [
        b"Content-Length: abc\r\n\r\n" + ONE,
        b"Content-Length: -5\r\n\r\n" + ONE,
        b"Content-Length: 1e3\r\n\r\n" + ONE,
        b"Content-Length: \r\n\r\n" + ONE,
        b"Content-Length: 99999999999\r\n\r\n" + ONE,
        b"Content-Length: 9999999999999999999999999999999999\r\n\r\n" + ONE,
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + ONE,
        b"Content-Type: x\r\n\r\n" + ONE,
        b"\r\n\r\n" + ONE,
        ONE,
        ONE + b"\n",
        b"garbage\r\n\r\n",
        b"garbage\r\n",
        b"\x00\xff\xfe",
        b"X: " + b"y" * 10_000 + b"\r\n\r\n" + ONE,
        b"X: y\r\n" * 5_000,
    ],
)
@pytest.mark.parametrize("size", [None, 1, 64])
def test_one_fault_is_told_and_the_next_message_read(broken, size):
    found = bodies(broken + frame(TWO) + frame(ONE), size)
    assert isinstance(found[0], Misframed)
    assert found[1:] == [TWO, ONE]


def test_a_length_that_is_too_small_costs_the_message_and_no_other():
    found = bodies(b"Content-Length: %d\r\n\r\n" % (len(ONE) - 5) + ONE + frame(TWO))
    assert found[0] == ONE[:-5]
    assert isinstance(found[1], Misframed)
    assert found[2:] == [TWO]


def test_text_that_looks_like_a_header_is_none():
    """A line break cannot stand in a JSON string, so no document can put a message in."""
    text = json.dumps({"text": "Content-Length: 5\r\n\r\n12345"}).encode()
    found = bodies(b"Content-Length: zero\r\n\r\n" + text + frame(ONE))
    assert [isinstance(one, Misframed) for one in found] == [True, False]
    assert found[1:] == [ONE]


def test_what_is_passed_over_is_not_kept_and_has_an_end():
    frames = Frames(header_limit=500, message_limit=10_000)
    for _ in range(10):
        frames.feed(b"x" * 1000)
        take_all(frames)
        assert len(frames._buffer) <= 2_000
    frames.feed(b"x" * 1000)
    with pytest.raises(InputLostError):
        frames.take()


def test_a_message_in_the_making_is_known():
    frames = Frames()
    assert not frames.incomplete
    frames.feed(frame(ONE)[:-1])
    assert frames.take() is None
    assert frames.incomplete
    frames.feed(frame(ONE)[-1:] + b"\r\n")
    assert frames.take() == ONE
    assert not frames.incomplete


def say(**fields):
    return decode(json.dumps({"jsonrpc": "2.0", **fields}).encode())[0]


def test_messages_are_told_by_their_fields():
    assert say(id=1, method="m", params=[2]) == Request(1, "m", [2])
    assert say(id="a", method="m") == Request("a", "m", None)
    assert say(id=2.0, method="m") == Request(2.0, "m", None)
    assert say(method="m", params=None) == Notification("m", None)
    assert say(id=1, result=None) == Response(1, None, None)
    assert say(id=1) == Response(1, None, None)
    assert say(id=1, error={"code": 2}) == Response(1, None, {"code": 2})


@pytest.mark.parametrize(
    ("body", "code", "number"),
    [
        (b"", -32700, None),
        (b"{", -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1', -32700, None),
        (b"\xff\xfe{}", -32700, None),
        (b'{"jsonrpc": "2.0", "id": NaN, "method": "m"}', -32700, None),
        (b'{"jsonrpc": "2.0", "id": ' + b"9" * 5000 + b', "method": "m"}', -32700, None),
        (b"[" * 100_000, -32700, None),
        (b'{"a":' * 100_000, -32700, None),
        (b"1 2", -32700, None),
        (b"[]", -32600, None),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "m"}]', -32600, None),
        (b'"text"', -32600, None),
        (b"null", -32600, None),
        (b"{}", -32600, None),
        (b'{"id": 1, "method": "m"}', -32600, 1),
        (b'{"jsonrpc": "1.0", "id": "a", "method": "m"}', -32600, "a"),
        (b'{"jsonrpc": 2.0, "id": 1.5, "method": "m"}', -32600, 1.5),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "m"}', -32600, 1.5),
        (b'{"jsonrpc": "2.0", "id": 1e999, "method": "m"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": null, "method": "m"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": true, "method": "m"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "m"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', -32600, 1),
        (b'{"jsonrpc": "2.0", "method": null}', -32600, None),
        (b'{"jsonrpc": "2.0", "result": 1}', -32600, None),
    ],
)
def test_what_is_no_message_is_answered_under_the_id_it_has(body, code, number):
    found = decode(body)[0]
    assert isinstance(found, Invalid)
    assert (found.code, found.id) == (code, number)
    assert len(found.reason) <= 300


def test_what_a_wrong_length_has_brought_in_is_given_back():
    message, rest = decode(ONE + b"Conte")
    assert (message, rest) == (Notification("one", None), b"Conte")


def test_a_byte_order_mark_is_no_fault():
    assert decode(b"\xef\xbb\xbf" + ONE) == (Notification("one", None), b"")


@given(st.binary(max_size=80))
def test_any_bytes_are_a_message_or_not(body):
    decode(body)


@given(st.lists(st.one_of(st.binary(max_size=40), st.just(frame(ONE)), st.just(b"Content-Length: 1\r\n\r\n"))))
def test_any_bytes_are_survived_and_the_frames_after_them_found(pieces):
    """However bad it was: after a header's length of blanks, and a frame that may be eaten, the next one is read."""
    frames = Frames(header_limit=200)
    for piece in pieces:
        frames.feed(piece)
        take_all(frames)
    frames.feed(b"\n" * 40)
    frames.feed(frame(ONE) * 3)
    assert ONE in take_all(frames)
