"""Text of Chinese plates: characters, categories, their grammar and random plate texts.

A plate text is *normalised*: upper case, without the separator dot, read left to right
and the top row first, for example ``浙A12345`` or ``粤BD12345``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
"""The 31 province characters in the order of GA 36."""

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
"""Letters the reader knows: A to Z without I. O occurs in second place only (川O, 冀O)."""

SERIAL_LETTERS = LETTERS.replace("O", "")
DIGITS = "0123456789"
SUFFIXES = "学警港澳挂使领民航应急"

ALPHABET: tuple[str, ...] = ("", *PROVINCES, *LETTERS, *DIGITS, *SUFFIXES)
"""Classes of the reader; class 0 is 'no character here'."""

COLORS: tuple[str, ...] = ("UNKNOWN", "BLUE", "YELLOW", "WHITE", "BLACK", "GREEN", "YELLOW_GREEN")
"""Plate colours of the reader in the order of its output ``color``."""

MAX_LENGTH = 8
"""Longest plate text the reader can give."""

_CLASS = {c: i for i, c in enumerate(ALPHABET)}
_P = f"[{PROVINCES}]"
_A = "[A-HJ-NP-Z]"
_AO = "[A-HJ-Z]"
_S = "[A-HJ-NP-Z0-9]"


@dataclass(frozen=True)
class Category:
    """A kind of plate: colour, possible numbers of rows and the grammar of its text."""

    name: str
    color: str
    rows: tuple[int, ...]
    pattern: str

    def matches(self, text: str) -> bool:
        """Tells whether a normalised text belongs to this category's grammar."""
        return re.fullmatch(self.pattern, text) is not None


CATEGORIES: dict[str, Category] = {
    c.name: c
    for c in (
        Category("SMALL_BLUE", "BLUE", (1,), f"{_P}{_AO}{_S}{{5}}"),
        Category("LARGE_YELLOW", "YELLOW", (1, 2), f"{_P}{_AO}{_S}{{5}}"),
        Category("TRAILER", "YELLOW", (2,), f"{_P}{_A}{_S}{{4}}挂"),
        Category("COACH", "YELLOW", (1,), f"{_P}{_A}{_S}{{4}}学"),
        Category("POLICE", "WHITE", (1,), f"{_P}{_AO}{_S}{{4}}警"),
        Category("EMERGENCY", "WHITE", (1,), rf"{_P}(?:[XS]\d{{4}}|\d{{5}})应急"),
        Category("NEV_SMALL", "GREEN", (1,), rf"{_P}{_A}[A-HJK]{_S}\d{{4}}"),
        Category("NEV_LARGE", "YELLOW_GREEN", (1,), rf"{_P}{_A}\d{{5}}[A-HJK]"),
        Category("HK_MACAU", "BLACK", (1,), f"粤Z{_S}{{4}}[港澳]"),
        Category("EMBASSY", "BLACK", (1,), r"使\d{6}|\d{6}使"),
        Category("CONSULATE", "BLACK", (1,), rf"{_P}(?:{_A}\d{{4}}|\d{{6}})领"),
        Category("FOREIGN_BLACK", "BLACK", (1,), f"{_P}{_A}{_S}{{5}}"),
        Category("MILITARY", "WHITE", (1, 2), rf"{_A}{{2}}\d{{5}}"),
        Category("ARMED_POLICE", "WHITE", (1, 2), rf"WJ(?:{_P}?\d{{4}}[0-9A-Z]|\d{{5}})"),
        Category("CIVIL_AVIATION", "GREEN", (1,), f"民航{_S}{{5}}"),
        Category("MOTORCYCLE", "YELLOW", (2,), f"{_P}{_A}{_S}{{5}}"),
        Category("MOPED", "BLUE", (2,), f"{_P}{_A}{_S}{{5}}"),
        Category("LOW_SPEED", "YELLOW", (2,), f"{_P}{_A}{_S}{{5}}"),
    )
}


RENDERED: dict[str, Category] = {
    **CATEGORIES, "MILITARY_FORMER": Category("MILITARY_FORMER", "WHITE", (1,), rf"{_P}{_A}\d{{5}}"),
}
"""What is drawn for training: every category, and the army's plates before 2013 (a province's name in red), still on old pictures."""


def encode(text: str) -> np.ndarray:
    """Gives the class of each of the eight slots, int64 of shape (8,); unused slots are 0."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"plate text longer than {MAX_LENGTH}: {text}")
    slots = np.zeros(MAX_LENGTH, np.int64)
    slots[: len(text)] = [_CLASS[c] for c in text]
    return slots


def decode(slots: np.ndarray) -> str:
    """Gives the text of an array of slot classes, shape (8,)."""
    return "".join(ALPHABET[int(i)] for i in slots)


def is_readable(text: str) -> bool:
    """Tells whether the reader can give this text at all (length and alphabet)."""
    return 0 < len(text) <= MAX_LENGTH and all(c in _CLASS for c in text)


def _pick(rng: np.random.Generator, chars: str, count: int = 1) -> str:
    return "".join(chars[i] for i in rng.integers(0, len(chars), count))


def _digits(rng: np.random.Generator, count: int) -> str:
    return _pick(rng, DIGITS, count)


def _serial(rng: np.random.Generator, count: int) -> str:
    """A serial of digits with mostly zero to two letters in any place."""
    chars = list(_digits(rng, count))
    letters = int(rng.choice([0, 1, 2, 3], p=[0.25, 0.35, 0.3, 0.1]))
    for i in rng.permutation(count)[:letters]:
        chars[i] = _pick(rng, SERIAL_LETTERS)
    return "".join(chars)


def _office(rng: np.random.Generator, with_o: bool = False) -> str:
    """The issuing-office letter: any letter, A and B more often, seldom O."""
    roll = rng.random()
    if with_o and roll < 0.01:
        return "O"
    return _pick(rng, "AB") if roll > 0.85 else _pick(rng, SERIAL_LETTERS)


def random_text(category: str, rng: np.random.Generator) -> str:
    """Draws a plate text of a category; provinces and letters are near uniform."""
    p = _pick(rng, PROVINCES)
    if category in ("SMALL_BLUE", "LARGE_YELLOW"):
        return p + _office(rng, True) + _serial(rng, 5)
    if category in ("FOREIGN_BLACK", "MOTORCYCLE", "MOPED", "LOW_SPEED"):
        return p + _office(rng) + _serial(rng, 5)
    if category == "TRAILER":
        return p + _office(rng) + _serial(rng, 4) + "挂"
    if category == "COACH":
        return p + _office(rng) + _serial(rng, 4) + "学"
    if category == "POLICE":
        return p + _office(rng, True) + _serial(rng, 4) + "警"
    if category == "EMERGENCY":
        head = _pick(rng, "XS") + _digits(rng, 4) if rng.random() < 0.75 else _digits(rng, 5)
        return p + head + "应急"
    if category == "NEV_SMALL":
        kind = _pick(rng, "DF") if rng.random() < 0.4 else _pick(rng, "ABCDEFGHJK")
        second = _pick(rng, SERIAL_LETTERS if rng.random() < 0.4 else DIGITS)
        return p + _office(rng) + kind + second + _digits(rng, 4)
    if category == "NEV_LARGE":
        kind = _pick(rng, "DF") if rng.random() < 0.4 else _pick(rng, "ABCDEFGHJK")
        return p + _office(rng) + _digits(rng, 5) + kind
    if category == "HK_MACAU":
        return "粤Z" + _serial(rng, 4) + _pick(rng, "港澳")
    if category == "EMBASSY":
        number = _digits(rng, 6)
        return "使" + number if rng.random() < 0.5 else number + "使"
    if category == "CONSULATE":
        body = _pick(rng, SERIAL_LETTERS) + _digits(rng, 4) if rng.random() < 0.6 else _digits(rng, 6)
        return p + body + "领"
    if category == "MILITARY":
        return _pick(rng, SERIAL_LETTERS, 2) + _digits(rng, 5)
    if category == "MILITARY_FORMER":
        return p + _office(rng) + _digits(rng, 5)
    if category == "ARMED_POLICE":
        if rng.random() < 0.25:
            return "WJ" + _digits(rng, 5)
        last = _pick(rng, DIGITS + "XBTSHJD")
        return "WJ" + (p if rng.random() < 0.8 else "") + _digits(rng, 4) + last
    if category == "CIVIL_AVIATION":
        return "民航" + _serial(rng, 5)
    raise ValueError(f"unknown category {category}")
