"""Turns plain text into the pre-training corpus: one sentence a line, words apart by spaces.

The tokenisation only approximates the treebanks'; pre-training does not need more. Text that is
wrapped is joined up to the next blank line, and a sentence that was seen before is left out
(press rooms repeat themselves).
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator

from . import treebank

MAX_WORDS = 90
ABBREVIATED = "Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col St Jr Sr Inc Corp Co Ltd vs etc No Sgt Capt Adm Rev Hon Prof Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec"
WORD = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?:[A-Za-z]\.){2,}|(?:" + "|".join(ABBREVIATED.split()) + r")\.|\b[A-Z]\.(?=\s[A-Z])"
    r"|[A-Za-z]+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m|S)\b|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?|[^\W\d_]+|\.{2,}|…|-{2,}|[^\w\s]|_+|\w+"
)
CLOSING = {'"', "”", "’", ")", "'"}


def sentences(words: list[str]) -> Iterator[list[str]]:
    current: list[str] = []
    i = 0
    while i < len(words):
        word = words[i]
        current.append(word)
        i += 1
        ends = False
        if word in (".", "!", "?", "..."):
            while i < len(words) and words[i] in CLOSING:
                current.append(words[i])
                i += 1
            ends = i == len(words) or words[i][0].isupper() or not words[i][0].isalnum()
        if ends or len(current) >= MAX_WORDS:
            yield current
            current = []
    if current:
        yield current


def paragraphs(path: str) -> Iterator[str]:
    """Paragraphs of a text file (blank lines between them) or of a JSONL file with `title` and `text`."""
    opened = lzma.open if path.endswith(".xz") else open
    with opened(path, "rt", encoding="utf-8") as f:
        if ".jsonl" in path:
            for line in f:
                article = json.loads(line)
                yield from [article["title"], *article["text"].split("\n")]
            return
        lines: list[str] = []
        for line in [*f, ""]:
            if line.strip():
                lines.append(line.strip())
            elif lines:
                yield " ".join(lines)
                lines = []


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--out", required=True)
    a.add_argument("--treebank", action="append", default=[], help="CoNLL-U whose forms are added as they are")
    a.add_argument("text", nargs="+")
    o = a.parse_args()
    seen: set[int] = set()
    n_words = 0
    with open(o.out, "w", encoding="utf-8") as out:

        def keep(words: list[str]) -> None:
            nonlocal n_words
            key = hash(tuple(words))
            if len(words) < 3 or key in seen:
                return
            seen.add(key)
            n_words += len(words)
            out.write(" ".join(w.replace(" ", "_") for w in words) + "\n")

        for path in o.text:
            for paragraph in paragraphs(path):
                for s in sentences(WORD.findall(paragraph)):
                    keep(s)
        for path in o.treebank:
            for gold in treebank.trees(path):
                keep(gold.forms)
    print(f"{len(seen)} sentences, {n_words} words")


if __name__ == "__main__":
    main()
