"""Turns a word form into the numbers that the encoder reads.

The Rust side (`crates/text/src/model/lexical.rs`) computes the same numbers; the exported model
carries a list of forms with their features, and a test there compares the two.
"""

from __future__ import annotations

QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
#: Rows of the table of affix, shape and length features.
AFFIX_ROWS = 1 << 14
#: Rows of the table of character n-grams.
NGRAM_ROWS = 1 << 16
#: Characters of a form that n-grams are taken from; what follows is seen by the suffixes alone.
NGRAM_CHARS = 24
FNV_OFFSET = 0xCBF29CE484222325
FNV_PRIME = 0x100000001B3
MASK = (1 << 64) - 1


def plain(form: str) -> str:
    """The form with typographic quotes made plain; case is kept."""
    return form.translate(QUOTES)


def normal(form: str) -> str:
    """The key of the word table: plain quotes, lower case, every ASCII digit `0`."""
    return "".join("0" if "0" <= c <= "9" else c for c in plain(form).lower())


def fnv(field: str, text: str) -> int:
    """64-bit FNV-1a of a field letter and a text, folded to 32 bits."""
    h = FNV_OFFSET
    for b in (field + text).encode():
        h = ((h ^ b) * FNV_PRIME) & MASK
    return (h >> 32) ^ (h & 0xFFFFFFFF)


def shape(form: str) -> str:
    """Upper X, lower x, digit d, other letters o, else the character; runs are cut at three."""
    out: list[str] = []
    for c in plain(form):
        if c.isupper():
            s = "X"
        elif c.islower():
            s = "x"
        elif "0" <= c <= "9":
            s = "d"
        elif c.isalpha():
            s = "o"
        else:
            s = c
        if len(out) < 3 or not (out[-1] == out[-2] == out[-3] == s):
            out.append(s)
    return "".join(out)


def affixes(form: str) -> list[int]:
    """Rows of the affix table: shape, length, prefixes of 1-3 and suffixes of 1-4 characters."""
    n = normal(form)
    fields = [("S", shape(form)), ("L", str(min(len(n), 20)))]
    fields += [("P", n[:k]) for k in (1, 2, 3)]
    fields += [("E", n[-k:]) for k in (1, 2, 3, 4)]
    return [fnv(f, t) % AFFIX_ROWS for f, t in fields]


def ngrams(form: str) -> list[int]:
    """Rows of the n-gram table: all 3- and 4-grams of `^form$`, at least one."""
    n = "^" + normal(form)[:NGRAM_CHARS] + "$"
    grams = [n[i : i + k] for k in (3, 4) for i in range(len(n) - k + 1)]
    return [fnv("N", g) % NGRAM_ROWS for g in grams or [n]]
