"""Trains the reader on treebanks and names, starting from the pre-trained encoder.

Resumable: the state after every epoch is kept and picked up again. What is kept in the end is the
exponential moving average of the weights.
"""

from __future__ import annotations

import argparse
import collections
import copy
import json
import math
import os
import random
import time

import torch
from torch.nn import functional as F

from . import crf, treebank
from .encoder import FormTable, Vocabulary
from .gazetteer import Gazetteer
from .reader import Reader

NAMES = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC", "OTH") for p in ("B", "I")]
NAME_ORDER = crf.allowed(NAMES)


def label_lists(sentences: list[treebank.Gold]) -> dict[str, list[str]]:
    """Closed label sets, sorted; lemma rules and feature sets seen once are left out."""
    rules = collections.Counter(treebank.lemma_rule(f, l) for s in sentences for f, l in zip(s.forms, s.lemmas))
    feats = collections.Counter(f for s in sentences for f in s.feats)
    return {
        "upos": sorted({u for s in sentences for u in s.upos}),
        "xpos": sorted({x for s in sentences for x in s.xpos}),
        "feats": sorted(f for f, n in feats.items() if n > 1),
        "lemma": sorted(r for r, n in rules.items() if n > 1),
        "rel": sorted({r for s in sentences for r in s.rels}),
        "name": NAMES,
    }


class Example:
    """A sentence as tensors; -1 where nothing can be learnt."""

    def __init__(self, s: treebank.Gold, table: FormTable, index: dict[str, dict[str, int]], gazetteer: Gazetteer):
        self.gold = s
        self.rows = torch.tensor([table.row(f) for f in s.forms])
        self.gazetteer = torch.tensor(gazetteer.features(s.forms), dtype=torch.float)
        pick = lambda kind, values: torch.tensor([index[kind].get(v, -1) for v in values])
        self.upos = pick("upos", s.upos)
        self.xpos = pick("xpos", s.xpos)
        self.feats = pick("feats", s.feats)
        self.lemma = pick("lemma", [treebank.lemma_rule(f, l) for f, l in zip(s.forms, s.lemmas)])
        self.rel = pick("rel", s.rels)
        self.head = torch.tensor(s.heads)
        self.name = pick("name", s.names) if s.names else torch.full((len(s.forms),), -1)
        self.hidden = torch.tensor([bool(s.unmarked)] * len(s.forms))

    def __len__(self) -> int:
        return len(self.rows)


#: How often a sentence is read in other letters, and which: web pages and headlines are as they like.
RECASED = ((0.08, str.lower), (0.04, str.upper), (0.03, str.title))


def in_other_letters(forms: list[str], rng: random.Random) -> list[str]:
    """The same forms or, now and then, all in other letters."""
    u = rng.random()
    for share, change in RECASED:
        if u < share:
            return [change(f) if "'" not in f and "’" not in f else f for f in forms]
        u -= share
    return forms


def recased(e: Example, table: FormTable, gazetteer: Gazetteer, rng: random.Random) -> Example:
    """The sentence as it is or, now and then, in other letters; the lemmas of what changes are not learnt."""
    forms = in_other_letters(e.gold.forms, rng)
    if forms is e.gold.forms:
        return e
    other = copy.copy(e)
    other.rows = torch.tensor([table.row(f) for f in forms])
    other.gazetteer = torch.tensor(gazetteer.features(forms), dtype=torch.float)
    same = torch.tensor([f == g for f, g in zip(forms, e.gold.forms)])
    other.lemma = torch.where(same, e.lemma, -1)
    return other


FIELDS = ("upos", "xpos", "feats", "lemma", "rel", "head", "name")


def collate(examples: list[Example], table: FormTable):
    n = max(len(e.rows) for e in examples)
    lengths = torch.tensor([len(e.rows) for e in examples])
    pad = lambda key, value: torch.stack([F.pad(getattr(e, key), (0, n - len(e.rows)), value=value) for e in examples])
    gold = {k: pad(k, -1) for k in FIELDS}
    gold["hidden"] = pad("hidden", False)
    known = torch.stack([F.pad(e.gazetteer, (0, 0, 0, n - len(e.rows))) for e in examples])
    return table.batch(pad("rows", 0).t().contiguous()), lengths, known, gold


def batches(examples: list[Example], tokens: int, rng: random.Random | None) -> list[list[Example]]:
    """Batches of sentences of like length holding about `tokens` words."""
    order = sorted(examples, key=lambda e: (len(e) + (rng.uniform(-2, 2) if rng else 0)))
    out, group = [], []
    for e in order:
        group.append(e)
        if len(group) * len(e) >= tokens:
            out.append(group)
            group = []
    if group:
        out.append(group)
    if rng:
        rng.shuffle(out)
    return out


def mask_arcs(arc: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """No head beyond the sentence, no word its own head."""
    n = arc.shape[1]
    beyond = torch.arange(n + 1)[None] > lengths[:, None]
    own = torch.eye(n + 1, dtype=torch.bool)[1:]
    return arc.masked_fill(beyond[:, None] | own[None], -1e4)


def possible(tags: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
    """Which tags the annotation allows: all where nothing is known of names."""
    allowed = F.one_hot(tags.clamp(min=0), len(NAMES)).bool() | (tags < 0)[..., None]
    either = torch.tensor([n == "O" or n.endswith("OTH") for n in NAMES])
    return allowed | ((hidden & (tags == 0))[..., None] & either)


def losses(out, gold, lengths, transitions: torch.Tensor) -> dict[str, torch.Tensor]:
    flat = lambda x: x.reshape(-1, x.shape[-1])
    ce = lambda x, y: F.cross_entropy(flat(x), y.reshape(-1), ignore_index=-1)
    r = {k: ce(out[k], gold[k]) for k in ("upos", "xpos", "feats", "lemma")}
    r["arc"] = ce(mask_arcs(out["arc"], lengths), gold["head"])
    r["rel"] = ce(out["rel"](gold["head"].clamp(min=0)), gold["rel"])
    # Where nothing is known of names every sequence is possible and the loss is zero.
    r["name"] = crf.loss(out["name"], transitions + NAME_ORDER, lengths, possible(gold["name"], gold["hidden"]))
    return r


WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.3, "lemma": 0.3, "arc": 1.0, "rel": 1.0, "name": 2.5}


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    out, start, kind = set(), None, None
    for i, t in enumerate([*tags, "O"]):
        if start is not None and not (t[:2] == "I-" and t[2:] == kind):
            out.add((start, i, kind))
            start = None
        if t[:2] == "B-" or (t[:2] == "I-" and start is None):
            start, kind = i, t[2:]
    return out


@torch.no_grad()
def evaluate(model: Reader, sets: dict[str, list[Example]], table: FormTable, labels) -> dict[str, dict[str, float]]:
    """Greedy scores on gold tokens, in per cent; names over PER, ORG and LOC."""
    model.eval()
    report = {}
    for title, examples in sets.items():
        c = collections.Counter()
        for group in batches(examples, 3000, None):
            batch, lengths, known, _ = collate(group, table)
            out = model(batch, lengths, known)
            head = mask_arcs(out["arc"], lengths).argmax(-1)
            rel = out["rel"](head)
            best = {k: out[k].argmax(-1) for k in ("upos", "xpos", "feats", "lemma")}
            for i, e in enumerate(group):
                n, g = len(e.rows), e.gold
                c["n"] += n
                for k in ("upos", "xpos", "feats"):
                    c[k] += sum(labels[k][j] == v for j, v in zip(best[k][i, :n].tolist(), getattr(g, k)))
                c["lemma"] += sum(treebank.apply_lemma_rule(f, labels["lemma"][j]) == l or l == "_" for f, j, l in zip(g.forms, best["lemma"][i, :n].tolist(), g.lemmas))
                # The root relation belongs to the root alone.
                r = rel[i, :n].clone()
                root = labels["rel"].index("root")
                at_root = head[i, :n] == 0
                r[~at_root, root] = -1e4
                rr = [("root" if z else labels["rel"][j]) for z, j in zip(at_root.tolist(), r.argmax(-1).tolist())]
                for h, w, gh, gw in zip(head[i, :n].tolist(), rr, g.heads, g.rels):
                    c["uas"] += h == gh
                    c["las"] += h == gh and w.split(":")[0] == gw.split(":")[0]
                if g.names:
                    a = {s for s in spans(g.names) if s[2] != "OTH"}
                    b = {s for s in spans([labels["name"][j] for j in crf.best(out["name"][i, :n], model.transitions + NAME_ORDER)]) if s[2] != "OTH"}
                    c["tp"] += len(a & b)
                    c["gp"] += len(a) + len(b)
        report[title] = {k: round(100 * c[k] / c["n"], 2) for k in ("upos", "xpos", "feats", "lemma", "uas", "las")}
        if c["gp"]:
            report[title]["name"] = round(200 * c["tp"] / c["gp"], 2)
    model.train()
    return report


def load_data(lang: str) -> tuple[list[treebank.Gold], dict[str, list[treebank.Gold]]]:
    """Training sentences and the development sets, from the folder that holds `parse` and `ner`."""
    ewt = treebank.trees(f"{lang}/parse/train-ewt.conllu")
    gum = treebank.trees(f"{lang}/parse/train-gum.conllu")
    treebank.attach(ewt, treebank.names(f"{lang}/ner/train-ewt-uner-with-OTH.iob2"))
    treebank.attach(gum, treebank.names(f"{lang}/ner/train-gum-derived.iob2"), ("OTH",))
    sets = {}
    for name, marked in (("ewt", "ewt-uner"), ("gum", "gum-derived"), ("news", "news-derived")):
        sets[name] = treebank.trees(f"{lang}/parse/dev-{name}.conllu")
        treebank.attach(sets[name], treebank.names(f"{lang}/ner/dev-{marked}.iob2"))
    return ewt + gum, sets


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--lang", required=True, help="folder with parse/ and ner/")
    a.add_argument("--words", required=True)
    a.add_argument("--gazetteer", required=True)
    a.add_argument("--pretrained", help="checkpoint of pretrain.py; none starts from random weights")
    a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=int, default=28)
    a.add_argument("--batch", type=int, default=2000, help="words a batch")
    a.add_argument("--rate", type=float, default=2e-3)
    a.add_argument("--encoder-rate", type=float, default=7e-4)
    a.add_argument("--ema", type=float, default=0.998)
    a.add_argument("--word-dropout", type=float, default=0.12)
    a.add_argument("--dropout", type=float, default=0.33)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--check-every", type=int, default=2, help="epochs between scores on the development sets")
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    sentences, dev = load_data(o.lang)
    labels = label_lists(sentences)
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    vocabulary = Vocabulary.read(o.words)
    table = FormTable(vocabulary)
    table.row("pad")
    gazetteer = Gazetteer(o.gazetteer)
    train = [Example(s, table, index, gazetteer) for s in sentences]
    sets = {k: [Example(s, table, index, gazetteer) for s in v] for k, v in dev.items()}
    model = Reader(len(vocabulary), {k: len(v) for k, v in labels.items()}, dropout=o.dropout)
    if o.pretrained:
        model.encoder.load_state_dict(torch.load(o.pretrained)["encoder"])
    encoder = list(model.encoder.parameters())
    inner = {id(p) for p in encoder}
    rest = [p for p in model.parameters() if id(p) not in inner]
    groups = [{"params": encoder, "peak": o.encoder_rate}, {"params": rest, "peak": o.rate}]
    optimiser = torch.optim.Adam(groups, lr=o.rate, betas=(0.9, 0.95), fused=True)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    epoch, step = 0, 0
    if os.path.exists(o.out):
        saved = torch.load(o.out)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average, epoch, step = saved["average"], saved["epoch"], saved["step"]
        rng.setstate(saved["rng"])
        torch.set_rng_state(saved["torch_rng"])
    per_epoch = len(batches(train, o.batch, random.Random(0)))
    total = per_epoch * o.epochs
    model.train()
    while epoch < o.epochs:
        clock, sums, n = time.time(), collections.Counter(), 0
        for group in batches(train, o.batch, rng):
            for g in optimiser.param_groups:
                g["lr"] = g["peak"] * min(1.0, (step + 1) / 150) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))
            group = [recased(e, table, gazetteer, rng) for e in group]
            (word, affix, ngram, offsets, inverse), lengths, known, gold = collate(group, table)
            word = torch.where(torch.rand(word.shape) < o.word_dropout, 0, word)
            # Some sentences are read without the gazetteer, so that names are not left to it.
            known = known * (torch.rand(len(known), 1, 1) > 0.15)
            parts = losses(model((word, affix, ngram, offsets, inverse), lengths, known), gold, lengths, model.transitions)
            loss = sum(WEIGHTS[k] * v for k, v in parts.items())
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0, foreach=True)
            optimiser.step()
            step += 1
            decay = min(o.ema, (1 + step) / (10 + step))
            with torch.no_grad():
                state = model.state_dict()
                torch._foreach_lerp_([average[k] for k in state], [state[k] for k in state], 1 - decay)
            for k, v in parts.items():
                sums[k] += float(v.detach())
            n += 1
        epoch += 1
        print(f"epoch {epoch} {time.time() - clock:.0f}s", " ".join(f"{k} {v / n:.3f}" for k, v in sums.items()), flush=True)
        if epoch % o.check_every == 0 or epoch == o.epochs:
            kept = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            for k, v in evaluate(model, sets, table, labels).items():
                print("   ", k, json.dumps(v), flush=True)
            model.load_state_dict(kept)
        torch.save({"model": model.state_dict(), "average": average, "optimiser": optimiser.state_dict(), "epoch": epoch, "step": step, "labels": labels, "rng": rng.getstate(), "torch_rng": torch.get_rng_state()}, o.out + ".part")
        os.replace(o.out + ".part", o.out)


if __name__ == "__main__":
    main()
