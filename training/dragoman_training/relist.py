"""Puts the gazetteer into a model file, and learns anew what it adds to what names are read from.

All other arrays stay as they are, byte for byte, so that trees and tags do. The encoder has learnt the
names of its training text by heart: where it knows a name already, there is nothing to be learnt from
a list. Each sentence is therefore read several times with the encoder's own dropout, at first as it
is, then with half of its names exchanged for listed ones of the same kind (after Dai & Adel 2020, "An
Analysis of Simple Data Augmentation for Named Entity Recognition").
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import math
import random
import struct
import time

import numpy as np
import torch
import zstandard
from torch.nn import functional as F

from . import crf, export, lexical, reader, train, treebank
from .encoder import FormTable
from .gazetteer import FEATURES, KINDS, Gazetteer

DTYPES = {"i8": np.int8, "f32": np.float32, "u64": np.uint64, "u16": np.uint16}


def read(path: str) -> tuple[dict, dict[str, np.ndarray]]:
    """Header and arrays of a model file."""
    with open(path, "rb") as f:
        data = zstandard.ZstdDecompressor().decompressobj().decompress(f.read())
    (length,) = struct.unpack_from("<I", data, 12)
    header = json.loads(data[16 : 16 + length])
    arrays = {}
    for name, place in header["arrays"].items():
        count = math.prod(place["shape"])
        arrays[name] = np.frombuffer(data, DTYPES[place["dtype"]], count, place["offset"]).reshape(place["shape"])
    return header, arrays


class Rows:
    """Rows of the word table by normal form; the file keeps hashes in place of forms."""

    def __init__(self, keys: np.ndarray):
        self.index = {int(k): i + 1 for i, k in enumerate(keys)}
        self.row = self

    def get(self, normal: str, other: int) -> int:
        return self.index.get(export.fnv64("W" + normal), other)


def encoder(header: dict, arrays: dict[str, np.ndarray]) -> reader.Reader:
    """The network with the file's weights in floating point, up to what the layers make of words."""
    tensor = lambda x: torch.from_numpy(np.array(x, dtype=np.float32))
    weights = lambda name: tensor(arrays[f"{name}.weight"].astype(np.float32) * arrays[f"{name}.scale"][:, None])
    labels = {k: len(v) for k, v in header["labels"].items()}
    labels["lemma"] = len(arrays["lemma.bias"])
    config = header["config"]
    model = reader.Reader(len(arrays["word.weight"]), labels, config["hidden"], config["top"])
    state = model.state_dict()
    for table in ("word", "affix", "ngram"):
        state[f"encoder.forms.{table}.weight"] = weights(table)
    for layer in ("mix", "out"):
        for kind in ("weight", "bias"):
            state[f"encoder.forms.{layer}.{kind}"] = tensor(arrays[f"forms.{layer}.{kind}"])
    for name in ("forward1", "forward2", "backward1", "backward2", "top_forward", "top_backward"):
        key = name if name.startswith("top") else f"encoder.{name}"
        for kind in ("ih", "hh"):
            state[f"{key}.weight_{kind}_l0"] = weights(f"{name}.{kind}")
        state[f"{key}.bias_ih_l0"] = tensor(arrays[f"{name}.bias"])
        state[f"{key}.bias_hh_l0"].zero_()
    state["mix"] = torch.tensor(config["mix"])
    shapes = {k: v.shape for k, v in model.state_dict().items()}
    wrong = [k for k, v in state.items() if v.shape != shapes[k]]
    if wrong:
        raise SystemExit(f"these arrays have another shape than the network of this program: {wrong}")
    model.load_state_dict(state)
    return model


#: Kinds that begin with the weights of another where the file does not know them yet.
LIKE = {"region": "country", "town": "city", "company": "body", "agency": "body", "media": "body", "team": "body", "school": "body"}
#: How many of a training text's names are exchanged for others.
EXCHANGED = 0.5
#: Which kinds of listed names stand in for a name that is not listed itself, and how often.
STAND_INS = {
    "LOC": {"city": 3, "town": 4, "region": 2, "country": 1},
    "ORG": {"company": 5, "agency": 2, "media": 1, "team": 1, "school": 2, "body": 2},
    "OTH": {"product": 1},
}


class Pools:
    """Listed names by kind, as tokens with capitals."""

    def __init__(self, gazetteer: Gazetteer, known: str):
        self.gazetteer = gazetteer
        written = {}
        with open(known, encoding="utf-8", newline="") as f:
            for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
                written[lexical.normal(r["name"])] = r["name"].split()
        self.names: dict[str, list[list[str]]] = collections.defaultdict(list)
        for name, bits in gazetteer.kinds.items():
            tokens = written.get(name) or [t if t == "'s" else t.capitalize() for t in name.split(" ")]
            for i, kind in enumerate(KINDS):
                if bits >> i & 1:
                    self.names[kind].append(tokens)

    def other(self, forms: list[str], kind: str, rng: random.Random) -> list[str]:
        """Another name of the kind in place of the given one."""
        if kind == "PER":
            draw = lambda part: rng.choice(self.names[part])
            if len(forms) == 1:
                return draw(rng.choice(["given", "family"]))
            return [*draw("given"), *forms[1:-1], *draw("family")]
        bits = self.gazetteer.kinds.get(" ".join(lexical.normal(f) for f in forms), 0)
        weights = STAND_INS[kind]
        listed = [k for i, k in enumerate(KINDS) if bits >> i & 1 and k in weights]
        if listed:
            return rng.choice(self.names[rng.choice(listed)])
        return rng.choice(self.names[rng.choices(list(weights), list(weights.values()))[0]])

    def exchange(self, s: treebank.Gold, rng: random.Random) -> tuple[list[str], list[str]]:
        """The sentence's forms and name tags, with some names exchanged."""
        forms, tags, at = [], [], 0
        for start, end, kind in sorted(train.spans(s.names)):
            if rng.random() < EXCHANGED:
                name = self.other(s.forms[start:end], kind, rng)
                forms += s.forms[at:start] + name
                tags += s.names[at:start] + ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
                at = end
        return forms + s.forms[at:], tags + s.names[at:]


@torch.no_grad()
def encode(model: reader.Reader, table: FormTable, sentences: list[list[str]], word_dropout: float) -> list[torch.Tensor]:
    """What the encoder makes of sentences, a row a token, in half precision; with dropout if the model trains."""
    out: list[torch.Tensor] = [torch.empty(0)] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    while order:
        longest = len(sentences[order[-1]])
        group = order[-max(1, 3000 // longest) :]
        del order[-len(group) :]
        lengths = torch.tensor([len(sentences[i]) for i in group])
        rows = torch.stack([F.pad(torch.tensor([table.row(f) for f in sentences[i]]), (0, longest - len(sentences[i]))) for i in group])
        word, *rest = table.batch(rows.t().contiguous())
        word = torch.where(torch.rand(word.shape) < word_dropout, 0, word)
        top = model.states((word, *rest), lengths).transpose(0, 1)
        for i, row in zip(group, top):
            out[i] = row[: len(sentences[i])].half().clone()
    return out


class Example:
    """A sentence as the encoder left it."""

    def __init__(self, forms: list[str], tags: list[str], hidden: bool, states: torch.Tensor, gazetteer: Gazetteer):
        self.states = states
        self.known = torch.tensor(gazetteer.features(forms), dtype=torch.float)
        self.tags = torch.tensor([train.NAMES.index(t) for t in tags])
        self.hidden = hidden

    def __len__(self) -> int:
        return len(self.tags)


class Names:
    """The layers that names are read with; only what the gazetteer adds is learnt."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        tensor = lambda name: torch.from_numpy(arrays[name].astype(np.float32))
        part = slice(reader.TAG, reader.TAG + reader.NAME)
        self.inner = (tensor("split.weight") * tensor("split.scale")[:, None])[part]
        self.inner_bias = tensor("split.bias")[part]
        self.outer = tensor("name.weight") * tensor("name.scale")[:, None]
        self.outer_bias = tensor("name.bias")
        self.transitions = tensor("name.transitions") + train.NAME_ORDER
        old = tensor("gazetteer.weight")
        weights = torch.zeros(FEATURES, reader.NAME)
        weights[: len(old)] = old
        for kind, other in LIKE.items():
            row, like = 2 * KINDS.index(kind), 2 * KINDS.index(other)
            if row >= len(old):
                weights[row : row + 2] = old[like : like + 2]
        self.gazetteer = weights.requires_grad_()

    def loss(self, group: list[Example], dropout: float, unread: float) -> torch.Tensor:
        """Of a batch; `unread` is the share of sentences that are read without the gazetteer."""
        n = max(len(e) for e in group)
        states = torch.stack([F.pad(e.states, (0, 0, 0, n - len(e))) for e in group]).float()
        known = torch.stack([F.pad(e.known, (0, 0, 0, n - len(e))) for e in group])
        tags = torch.stack([F.pad(e.tags, (0, n - len(e)), value=-1) for e in group])
        hidden = torch.tensor([e.hidden for e in group])[:, None].expand_as(tags)
        lengths = torch.tensor([len(e) for e in group])
        # One mask a sentence, as the reader has it.
        states = states * torch.empty(len(group), 1, states.shape[2]).bernoulli_(1 - dropout) / (1 - dropout)
        known = known * (torch.rand(len(group), 1, 1) > unread)
        inner = torch.relu(states @ self.inner.T + self.inner_bias + known @ self.gazetteer)
        scores = F.dropout(inner, dropout) @ self.outer.T + self.outer_bias
        return crf.loss(scores, self.transitions, lengths, train.possible(tags, hidden))


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--lang", required=True, help="folder with parse/ and ner/")
    a.add_argument("--model", required=True, help="model file to begin with")
    a.add_argument("--gazetteer", required=True)
    a.add_argument("--known", required=True, help="the part of the gazetteer written by hand, with capitals")
    a.add_argument("--out", required=True)
    a.add_argument("--passes", type=int, default=4)
    a.add_argument("--batch", type=int, default=2000, help="words a batch")
    a.add_argument("--rate", type=float, default=2e-3)
    a.add_argument("--ema", type=float, default=0.998)
    a.add_argument("--word-dropout", type=float, default=0.12)
    a.add_argument("--dropout", type=float, default=0.33)
    a.add_argument("--unread", type=float, default=0.15)
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    header, arrays = read(o.model)
    model, table = encoder(header, arrays), FormTable(Rows(arrays["word.keys"]))
    gazetteer = Gazetteer(o.gazetteer)
    pools, names = Pools(gazetteer, o.known), Names(arrays)
    sentences = [s for s in train.load_data(o.lang)[0] if s.names]
    optimiser = torch.optim.Adam([names.gazetteer], lr=o.rate, betas=(0.9, 0.98))
    average, step = names.gazetteer.detach().clone(), 0
    total = o.passes * math.ceil(sum(len(s.forms) for s in sentences) / o.batch)
    model.train()
    for turn in range(o.passes):
        clock, sums = time.time(), []
        texts = [pools.exchange(s, rng) if turn else (s.forms, s.names) for s in sentences]
        texts = [(train.in_other_letters(forms, rng), tags) for forms, tags in texts]
        states = encode(model, table, [forms for forms, _ in texts], o.word_dropout)
        examples = [Example(*text, bool(s.unmarked), x, gazetteer) for s, text, x in zip(sentences, texts, states)]
        for group in train.batches(examples, o.batch, rng):
            for g in optimiser.param_groups:
                g["lr"] = o.rate * min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))
            loss = names.loss(group, o.dropout, o.unread)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([names.gazetteer], 5.0)
            optimiser.step()
            step += 1
            average.lerp_(names.gazetteer.detach(), 1 - min(o.ema, (1 + step) / (10 + step)))
            sums.append(float(loss.detach()))
        print(f"pass {turn + 1} {time.time() - clock:.0f}s names {sum(sums) / len(sums):.4f}", flush=True)
    new = {**arrays, **export.listed(gazetteer.kinds), "gazetteer.weight": average.numpy().astype(np.float32)}
    del header["arrays"]
    print(f"{o.out}: {export.write(o.out, header, new)} bytes")


if __name__ == "__main__":
    main()
