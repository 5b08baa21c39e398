"""Reads treebanks (CoNLL-U) and names (IOB2) into sentences of plain Python values."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass
class Gold:
    """One annotated sentence; `names` is None where no name annotation fits its tokens."""

    id: str
    forms: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    rels: list[str]
    names: list[str] | None = None
    #: Kinds that the annotation of this source does not mark, so that "O" may hide them.
    unmarked: tuple[str, ...] = ()


def trees(path: str) -> list[Gold]:
    out, ident, rows = [], "", []
    with open(path, encoding="utf-8") as f:
        for line in [*f, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                ident = line[12:]
            elif line.startswith("#"):
                continue
            elif line:
                c = line.split("\t")
                if c[0].isdigit():
                    rows.append(c)
            elif rows:
                col = list(zip(*rows))
                heads = [int(h) for h in col[6]]
                out.append(Gold(ident, list(col[1]), list(col[3]), list(col[4]), list(col[5]), list(col[2]), heads, list(col[7])))
                rows = []
    return out


def names(path: str) -> dict[str, tuple[list[str], list[str]]]:
    """Sentence id → (forms, IOB2 tags)."""
    out, ident, rows = {}, "", []
    with open(path, encoding="utf-8") as f:
        for line in [*f, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                ident = line[12:]
            elif line.startswith("#") and "\t" not in line:
                continue
            elif line:
                rows.append(line.split("\t")[:2])
            elif rows:
                out[ident or str(len(out))] = ([r[0] for r in rows], [r[1] for r in rows])
                ident, rows = "", []
    return out


def begun(tags: list[str]) -> list[str]:
    """The tags with a beginning for every name. It is lost where a token of the tree begins before the
    name, and without it no sequence that the random field allows would be right."""
    before = ["O", *tags[:-1]]
    return ["B-" + t[2:] if t[0] == "I" and b[1:] != t[1:] else t for b, t in zip(before, tags)]


def attach(sentences: list[Gold], marked: dict[str, tuple[list[str], list[str]]], unmarked: tuple[str, ...] = ()) -> None:
    """Puts name tags on sentences, by id and through character offsets where tokens differ."""
    for s in sentences:
        if s.id not in marked:
            continue
        forms, tags = marked[s.id]
        if forms == s.forms:
            s.names = tags
        elif "".join(forms) == "".join(s.forms):
            at, start = {}, 0
            for f, t in zip(forms, tags):
                for k in range(len(f)):
                    at[start + k] = (t, k == 0)
                start += len(f)
            s.names, start = [], 0
            for f in s.forms:
                t, first = at[start]
                s.names.append(t if first or t == "O" else "I-" + t[2:])
                start += len(f)
        if s.names:
            s.names = begun(s.names)
        s.unmarked = unmarked


def lemma_rule(form: str, lemma: str) -> str:
    """The rule that makes the lemma from the form: case letter, then `-N+suffix` or `=lemma`."""
    best = None
    for case, base in (("l", form.lower()), ("k", form), ("t", form[:1].upper() + form[1:].lower())):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        cost = len(base) - n + len(lemma) - n
        if best is None or cost < best[0]:
            best = (cost, case, len(base) - n, lemma[n:], n)
    _, case, drop, suffix, stem = best
    if stem == 0 or drop > 4 or len(suffix) > 4:
        return f"l={lemma}"
    return f"{case}-{drop}+{suffix}"


def apply_lemma_rule(form: str, rule: str) -> str:
    case, body = rule[0], rule[1:]
    if body[0] == "=":
        return body[1:]
    base = {"l": form.lower(), "k": form, "t": form[:1].upper() + form[1:].lower()}[case]
    drop, suffix = body[1:].split("+", 1)
    return base if int(drop) > len(base) else base[: len(base) - int(drop)] + suffix
