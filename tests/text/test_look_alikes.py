"""Characters that look like others, and those that nobody sees."""

import string
import unicodedata

import pytest

from cursus_registry.text import look_alikes
from cursus_registry.text.look_alikes import is_unseen, look_alike, plain_spelling, skeleton

PLAIN = string.ascii_letters + string.digits + "_-"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Package", "Package"),
        ("Расkаgе", "Package"),
        ("Graph\u200bSampling", "GraphSampling"),
        ("\u202eGraph\u2069", "Graph"),
        ("\ufeffGraph\u00ad", "Graph"),
        ("Ｇｒａｐｈ", "Graph"),
        ("𝐆𝗋𝖺𝗉𝗁", "Graph"),
        ("Graph‐Sampling−x", "Graph-Sampling-x"),
        ("Größe", "Größe"),
        ("步骤", "步骤"),
        ("", ""),
    ],
)
def test_what_is_read(name, read):
    assert plain_spelling(name) == read


def test_the_table_leads_to_plain_characters_only():
    assert set(look_alikes._PLAIN.values()) <= set(PLAIN)
    assert not any(one.isascii() for one in look_alikes._PLAIN)
    assert sum(len(others) for others in look_alikes._TABLE.values()) == len(look_alikes._PLAIN), "none stands twice"


def test_plain_characters_are_what_they_are():
    assert not any(is_unseen(one) or look_alike(one) for one in string.printable)


def test_letters_are_taken_for_letters_of_their_case():
    capitals = {
        one for one, plain in look_alikes._PLAIN.items() if plain.islower() and unicodedata.category(one) == "Lu"
    }
    assert len(capitals) < 10, capitals


@pytest.mark.parametrize(("one", "other"), [("Model0", "ModelO"), ("Al", "AI"), ("A1", "Al"), ("Modern", "Modem")])
def test_plain_names_that_look_alike(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Model", "model"), ("ModelA", "ModelB"), ("Model2", "ModelZ")])
def test_plain_names_that_do_not(one, other):
    assert skeleton(one) != skeleton(other)
