"""The reader: everything that is predicted of a sentence, from one shared encoding.

encoder (two layers a direction) → one layer over both → tags, lemma rule, names, arcs, relations
(biaffine attention after Dozat & Manning 2017).
"""

from __future__ import annotations

import torch
from torch import nn

from .encoder import HIDDEN, Encoder, reverse
from .gazetteer import FEATURES

TOP = 224
TAG, NAME, ARC, REL = 192, 128, 192, 64


class Locked(nn.Module):
    """Dropout with one mask a sequence (Gal & Ghahramani 2016)."""

    def __init__(self, p: float):
        super().__init__()
        self.p = p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or not self.p:
            return x
        mask = torch.empty((1,) + x.shape[1:]).bernoulli_(1 - self.p) / (1 - self.p)
        return x * mask


class Reader(nn.Module):
    """Scores for a (time, batch) of words; `labels` gives the size of each closed set."""

    def __init__(self, n_words: int, labels: dict[str, int], hidden: int = HIDDEN, top: int = TOP, dropout: float = 0.33):
        super().__init__()
        self.encoder = Encoder(n_words, hidden)
        self.mix = nn.Parameter(torch.tensor([0.5, 1.0]))
        self.top_forward = nn.LSTM(2 * hidden, top)
        self.top_backward = nn.LSTM(2 * hidden, top)
        self.split = nn.Linear(2 * top, TAG + NAME + 2 * ARC + 2 * REL)
        self.upos = nn.Linear(TAG, labels["upos"])
        self.xpos = nn.Linear(TAG, labels["xpos"])
        self.feats = nn.Linear(TAG, labels["feats"])
        self.lemma = nn.Linear(TAG, labels["lemma"])
        self.name = nn.Linear(NAME, labels["name"])
        # Biaffine forms with a constant 1 at the end of both sides; row 0 of heads is the root.
        self.root_arc = nn.Parameter(torch.randn(ARC) * 0.1)
        self.root_rel = nn.Parameter(torch.randn(REL) * 0.1)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel = nn.Parameter(torch.zeros(REL + 1, labels["rel"], REL + 1))
        # What the gazetteer says of a word, added before the name head's hidden layer.
        self.gazetteer = nn.Parameter(torch.zeros(FEATURES, NAME))
        # From each name tag, the first row standing for the beginning of the sentence, to each tag.
        self.transitions = nn.Parameter(torch.zeros(labels["name"] + 1, labels["name"]))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.rel, std=0.02)
        self.locked = Locked(dropout)
        self.form_dropout = Locked(0.0)
        self.dropout = nn.Dropout(dropout)

    def states(self, batch, lengths: torch.Tensor) -> torch.Tensor:
        """What the recurrent layers make of the words."""
        word, affix, ngram, offsets, inverse = batch
        e = self.encoder
        x = e.forms(word, affix, ngram, offsets)[inverse]
        x = self.dropout(x)
        h1f = e.forward1(x)[0]
        h2f = e.forward2(self.locked(h1f))[0]
        h1b = e.backward1(reverse(x, lengths))[0]
        h2b = e.backward2(self.locked(h1b))[0]
        forward = self.mix[0] * h1f + self.mix[1] * h2f
        backward = reverse(self.mix[0] * h1b + self.mix[1] * h2b, lengths)
        z = self.locked(torch.cat([forward, backward], -1))
        t_f = self.top_forward(z)[0]
        t_b = reverse(self.top_backward(reverse(z, lengths))[0], lengths)
        return torch.cat([t_f, t_b], -1)

    def encode(self, batch, lengths: torch.Tensor) -> torch.Tensor:
        return self.locked(self.states(batch, lengths))

    def forward(self, batch, lengths: torch.Tensor, gazetteer: torch.Tensor) -> dict[str, torch.Tensor]:
        """Scores, batch first; `gazetteer` holds features (b, n, FEATURES): upos, xpos, feats, lemma, name (b, n, k); arc (b, n, n + 1);
        rel is a function of heads (b, n) giving (b, n, relations)."""
        parts = self.split(self.encode(batch, lengths)).transpose(0, 1)
        known = nn.functional.pad(gazetteer @ self.gazetteer, (TAG, 2 * ARC + 2 * REL))
        parts = torch.relu(parts + known)
        tag, name, arc_dep, arc_head, rel_dep, rel_head = self.dropout(parts).split([TAG, NAME, ARC, ARC, REL, REL], -1)
        b, n, _ = tag.shape
        heads = torch.cat([self.root_arc.expand(b, 1, -1), arc_head], 1)
        arc = (arc_dep @ self.arc[:-1] + self.arc[-1]) @ heads.transpose(1, 2)
        one = torch.ones(b, n, 1)
        rel_side = torch.einsum("bni,irj->bnrj", torch.cat([rel_dep, one], -1), self.rel)
        rel_heads = torch.cat([self.root_rel.expand(b, 1, -1), rel_head], 1)

        def rel(head: torch.Tensor) -> torch.Tensor:
            chosen = rel_heads.gather(1, head[..., None].expand(-1, -1, REL))
            return torch.einsum("bnrj,bnj->bnr", rel_side, torch.cat([chosen, one], -1))

        return {
            "upos": self.upos(tag), "xpos": self.xpos(tag), "feats": self.feats(tag),
            "lemma": self.lemma(tag), "name": self.name(name), "arc": arc, "rel": rel,
        }
