"""Characters that look like others, and characters that cannot be seen; knows no meaning.

The table is drawn from the Unicode security data (UTS #39, confusables.txt, Unicode 15.0): the characters that are
confusable with a letter, digit, hyphen or underscore of ASCII, but for those that compatibility decomposition (NFKC)
leads to one.
"""

from __future__ import annotations

import unicodedata

_TABLE = {
    "-": "˗\u06d4‐‒–⁃−➖Ⲻ\ufe58",
    "0": "\u07c0০୦\U000114d0\U000118e0",
    "1": "\u0661۱",
    "2": "ƧϨᒿ\ua644\ua6ef\ua75a",
    "3": "ƷȜЗӠⳌ\ua76a\ua7ab\U000118ca\U00016f3b\U0001d206",
    "4": "Ꮞ\U000118af",
    "5": "Ƽ\U000118bb",
    "6": "бᏮⳒ\U000118d5",
    "7": "\U000104d2\U000118c6\U0001d212",
    "8": "Ȣȣ৪੪\u0b03\U0001031a\U0001e8cb",
    "9": "৭੧୨൭Ⳋ\ua76e\U000118ac\U000118cc\U000118d6",
    "A": "ΑАᎪᗅ\ua4ee\U000102a0\U00016f40",
    "B": "ΒВᏴᗷ\ua4d0\ua7b4\U00010282\U000102a1\U00010301",
    "C": "ϹСᏟⲤ\ua4da\U000102a2\U00010302\U00010415\U0001051c\U000118e9\U000118f2\U0001f74c",
    "D": "Ꭰᗞᗪ\ua4d3",
    "E": "ΕЕᎬ⋿ⴹ\ua4f0\U00010286\U000118a6\U000118ae",
    "F": "Ϝᖴ\ua4dd\ua798\U00010287\U000102a5\U00010525\U000118a2\U000118c2\U0001d213",
    "G": "ԌᏀᏳ\ua4d6",
    "H": "ΗНᎻᕼⲎ\ua4e7\U000102cf",
    "I": "ƖΙІӀⲒ",
    "J": "ͿЈᎫᒍ\ua4d9\ua7b2",
    "K": "ΚКᏦᛕⲔ\ua4d7\U00010518",
    "L": "ᏞᒪⳐ\ua4e1\U0001041b\U00010526\U000118a3\U000118b2\U00016f16\U0001d22a",
    "M": "ΜϺМᎷᗰᛖⲘ\ua4df\U000102b0\U00010311",
    "N": "ΝⲚ\ua4e0\U00010513",
    "O": "ΟОՕଠዐⲞⵔ〇\ua4f3\U00010292\U000102ab\U00010404\U000104c2\U00010516\U000118b5",
    "P": "ΡРᏢᑭⲢ\ua4d1\U00010295",
    "Q": "ⵕ",
    "R": "ƦᎡᏒᖇ\ua4e3\U000104b4\U00016f35\U0001d216",
    "S": "ЅՏᏕᏚ\ua4e2\U00010296\U00010420\U00016f3a",
    "T": "ΤТᎢ⊤⟙Ⲧ\ua4d4\U00010297\U000102b1\U00010315\U000118bc\U00016f0a\U0001f768",
    "U": "Սሀᑌ∪⋃\ua4f4\U000104ce\U000118b8\U00016f42",
    "V": "Ѵ\u0667۷Ꮩᐯⴸ\ua4e6\ua6df\U0001051d\U000118a0\U00016f08\U0001d20d",
    "W": "ԜᎳᏔ\ua4ea\U000118e6\U000118ef",
    "X": "ΧХ᙭ᚷ╳Ⲭⵝ\ua4eb\ua7b3\U00010290\U000102b4\U00010317\U00010322\U00010527\U000118ec",
    "Y": "ΥУҮᎩᎽⲨ\ua4ec\U000102b2\U000118a4\U00016f43",
    "Z": "ΖᏃ\ua4dc\U000102f5\U000118a9\U000118e5",
    "_": "\u07fa",
    "a": "ɑαа⍺",
    "b": "ƄЬᏏᑲᖯ",
    "c": "ϲсᴄⲥ\uabaf\U0001043d",
    "d": "ԁᏧᑯ\ua4d2",
    "e": "еҽ\u212e\uab32",
    "f": "քẝ\ua799\uab35",
    "g": "ƍɡցᶃ",
    "h": "һհᏂ",
    "i": "ıɩɪ˛ͺιіӏᎥ⍳\ua647\uab75\U000118c3",
    "j": "ϳј",
    "l": "ǀ\u05c0\u05d5\u05df\u0627\u07caᛁ∣⏽ⵏ\ua4f2\uffe8\U0001028a\U00010309\U00010320\U00016f28\U0001e8c7",
    "m": "\U00011700\U000118e3",
    "n": "ոռ",
    "o": "οσоօ\u05e1\u0647\u0665\u06be\u06c1\u06d5۵०੦૦௦\u0c02౦\u0c82೦\u0d02ഠ൦\u0d82๐໐ဝ၀ჿᴏᴑⲟ\uab3d"
    "\U0001042c\U000104ea\U000118c8\U000118d7",
    "p": "ρр⍴ⲣ",
    "q": "ԛգզ",
    "r": "гᴦⲅ\uab47\uab48\uab81",
    "s": "ƽѕ\ua731\uabaa\U00010448\U000118c1",
    "u": "ʋυսᴜ\ua79f\uab4e\uab52\U000104f6\U000118d8",
    "v": "νѵ\u05d8ᴠ∨⋁\uaba9\U00011706\U000118c0",
    "w": "ɯѡԝաᴡ\uab83\U0001170a\U0001170e\U0001170f",
    "x": "×хᕁᕽ᙮⤫⤬⨯",
    "y": "ɣʏγуүყᶌỿ\uab5a\U000118dc",
    "z": "ᴢ\uab93\U000118c4",
}
_PLAIN = {other: plain for plain, others in _TABLE.items() for other in others}
# Fillers and joiners that are letters or marks by their category, and seen by nobody.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
# The characters of ASCII that are confusable with each other.
_SAME = str.maketrans({"0": "O", "1": "l", "I": "l", "m": "rn"})


def is_unseen(character: str) -> bool:
    """Whether a character has no width, or only turns the direction of others."""
    return unicodedata.category(character) == "Cf" or character in _UNSEEN


def look_alike(character: str) -> str | None:
    """The character of ASCII that another one looks like; None if it is in ASCII itself, or looks like none."""
    if character.isascii():
        return None
    shown = unicodedata.normalize("NFKC", character)
    shown = _PLAIN.get(shown, shown)
    return shown if shown.isascii() and len(shown) == 1 and (shown.isalnum() or shown in "_-") else None


def plain_spelling(name: str) -> str:
    """A name as it is read: without what is not seen, and with the characters that are taken for others."""
    if name.isascii():
        return name
    return "".join(look_alike(character) or character for character in name if not is_unseen(character))


def skeleton(name: str) -> str:
    """What two names have in common that look alike, such as `ModelO` and `Model0`. No word by itself."""
    return plain_spelling(name).translate(_SAME)
