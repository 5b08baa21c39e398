"""Builds a development set for `crates/intake/examples/boilerplate.rs`: real articles with boilerplate put into them.

usage: build_development.py [--half a|b] [--untouched] SNIPPETS ARTICLES... > development.jsonl

ARTICLES are files of one JSON object a line (`id`, `title`, `text`), plain or packed with xz; SNIPPETS is
`training/clean/snippet.tsv`, written in two halves; `--half` takes the snippets of one.

Rules of labelling
- A line of an article that is a date, "Via Teleconference" or a picture's credit by the patterns below is boilerplate
  of the article itself.
- Every third article stays as it is. Into each other one go one to three snippets, at a place that suits their kind:
  bylines after the headline; captions, appeals, cookies, newsletters, related links, share bars and navigation between
  two paragraphs, or after the headline; bios, corrections and credits at the end. An article has the headline in its
  first line in two of three cases, a second telling of its lead after the headline in one of eight.
- A third of the appeals and newsletters are glued to the beginning of the paragraph that follows, without a space or
  with one, and a sixth to the end of the one before.
The random numbers are seeded: the same input gives the same set.
"""

import argparse
import json
import lzma
import random
import re
import sys

NATURAL = [
    (re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?(?:January|February|March|April|May|June|July|August|"
                r"September|October|November|December) \d{1,2}, \d{4}"), "byline"),
    (re.compile(r"\((?:January|February|March|April|May|June|July|August|September|October|November|December) "
                r"\d{1,2}, \d{4}\)"), "byline"),
    (re.compile(r"\W*(?:Via|VIA) (?:Teleconference|TELECONFERENCE)\W*"), "byline"),
    (re.compile(r"\d{1,2}:\d\d [AP]\.M\.? [A-Z]{2,4}T?\W*"), "byline"),
    (re.compile(r"Click here to (?:read|watch|view)\b.*"), "related"),
    (re.compile(r".{0,200}\bImage: [^.]{3,60}\.?"), "caption"),
]
AT_END = {"bio", "correction", "credit"}
MIDDLE = {"appeal", "cookie", "newsletter", "related", "share", "caption", "navigation"}
GLUED = {"appeal", "newsletter"}


def natural(line):
    return next((kind for pattern, kind in NATURAL if pattern.fullmatch(line.strip())), None)


def opened(path):
    return lzma.open(path, "rt") if path.endswith(".xz") else open(path, encoding="utf-8")


def untouched(article):
    """Pieces of (separator before, text, kind or None)."""
    return [["\n", line, natural(line)] for line in article["text"].split("\n") if line.strip()]


def build(article, number, snippets, rng):
    """The same with boilerplate put in."""
    pieces = untouched(article)
    lines = [piece[1] for piece in pieces]
    if number % 3 and len(lines) > 1:
        pieces.insert(0, ["\n", article["title"], None])
    if number % 8 == 7 and len(lines) > 2 and not natural(lines[0]):
        lead = lines[0].split(". ")[0]
        if 6 <= len(lead.split()) <= 50:
            # Without a headline above it, the second telling is not a deck.
            pieces.insert(1, ["\n", lead, None if number % 3 else "duplicate"])
    if number % 3 == 0:
        return pieces
    last = len(pieces)
    places = {}
    for kind, text in rng.sample(snippets, rng.choice([1, 1, 2, 3])):
        if kind in AT_END:
            place = last
        elif kind == "byline":
            place = 1
        else:
            place = rng.randint(1, last)
        places.setdefault(place, []).append((kind, text))
    out = []
    for place in range(last + 1):
        glue_next = None
        for kind, text in places.get(place, []):
            dice = rng.random()
            separator = "\n"
            if kind in GLUED and glue_next is None and 1 < place < last and dice < 1 / 3 and text[-1] in ".!?":
                glue_next = rng.choice(["", " "])
            elif kind in GLUED and place > 1 and dice > 5 / 6 and out[-1][1][-1:] in ".!?" and out[-1][2] is None:
                separator = rng.choice(["", " "])
            parts = text.split("\\n")
            out += [[separator if i == 0 else "\n", part, kind] for i, part in enumerate(parts)]
        if place < last:
            piece = list(pieces[place])
            if glue_next is not None:
                piece[0] = glue_next
            out.append(piece)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--untouched", action="store_true", help="put nothing in, and leave no article out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("snippets")
    parser.add_argument("articles", nargs="+")
    arguments = parser.parse_args()
    rows = [line.rstrip("\n").split("\t") for line in open(arguments.snippets, encoding="utf-8")][1:]
    snippets = [(kind, text) for kind, half, text, _ in rows if arguments.half in (None, half)]
    rng = random.Random(arguments.seed)
    number = 0
    for path in arguments.articles:
        for at, line in enumerate(opened(path)):
            article = json.loads(line)
            # Notes of a sentence or two: a fifth of them is enough.
            if len(article["text"]) < 600 and at % 5 and not arguments.untouched:
                continue
            text, spans = "", []
            pieces = untouched(article) if arguments.untouched else build(article, number, snippets, rng)
            for separator, piece, kind in pieces:
                text += separator if text else ""
                start = len(text.encode())
                text += piece
                if kind:
                    spans.append([start, len(text.encode()), kind])
            number += 1
            json.dump({"id": article["id"], "text": text, "outlet": path.rsplit("/", 1)[-1].split(".")[0],
                       "boilerplate": spans}, sys.stdout, ensure_ascii=False)
            print()


if __name__ == "__main__":
    main()
