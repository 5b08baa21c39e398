"""The shared encoder: word and sub-word vectors, then two LSTM layers in each direction.

Within the two layers the directions do not see each other, so that the same weights serve as a
forward and a backward language model in pre-training (after Peters et al. 2018, "Deep
contextualized word representations").
"""

from __future__ import annotations

import torch
from torch import nn

from . import lexical

WORD, AFFIX, SUB = 128, 64, 96
INPUT = WORD + SUB
HIDDEN = 256


class Vocabulary:
    """Normal forms of the word table; row 0 stands for every other form."""

    def __init__(self, words: list[str]):
        self.words = words
        self.row = {w: i + 1 for i, w in enumerate(words)}

    def __len__(self) -> int:
        return len(self.words) + 1

    @classmethod
    def read(cls, path: str) -> "Vocabulary":
        with open(path, encoding="utf-8") as f:
            return cls([w for w in f.read().split("\n") if w])


class FormTable:
    """Features of every form met so far, so that each is computed once; rows index padded tensors."""

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.index: dict[str, int] = {}
        self.word: list[int] = []
        self.affix: list[list[int]] = []
        self.ngram: list[list[int]] = []

    def row(self, form: str) -> int:
        r = self.index.get(form)
        if r is None:
            r = self.index[form] = len(self.word)
            self.word.append(self.vocabulary.row.get(lexical.normal(form), 0))
            self.affix.append(lexical.affixes(form))
            self.ngram.append(lexical.ngrams(form))
        return r

    def batch(self, rows: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Unique forms of a batch: (word rows, affix rows, n-gram rows, offsets, inverse)."""
        unique, inverse = torch.unique(rows, return_inverse=True)
        u = unique.tolist()
        grams = [self.ngram[i] for i in u]
        offsets, n = [], 0
        for g in grams:
            offsets.append(n)
            n += len(g)
        return (
            torch.tensor([self.word[i] for i in u]),
            torch.tensor([self.affix[i] for i in u]),
            torch.tensor([x for g in grams for x in g]),
            torch.tensor(offsets),
            inverse,
        )


class FormEncoder(nn.Module):
    """A form's vector: its row of the word table beside a mixture of its parts."""

    def __init__(self, n_words: int):
        super().__init__()
        self.word = nn.Embedding(n_words, WORD)
        self.affix = nn.EmbeddingBag(lexical.AFFIX_ROWS, AFFIX, mode="sum")
        self.ngram = nn.EmbeddingBag(lexical.NGRAM_ROWS, AFFIX, mode="mean")
        self.mix = nn.Linear(2 * AFFIX, 128)
        self.out = nn.Linear(128, SUB)
        for t, s in ((self.word, 0.7), (self.affix, 0.3), (self.ngram, 0.6)):
            nn.init.normal_(t.weight, std=s)

    def forward(self, word, affix, ngram, offsets) -> torch.Tensor:
        parts = torch.cat([self.affix(affix), self.ngram(ngram, offsets)], -1)
        return torch.cat([self.word(word), self.out(torch.relu(self.mix(parts)))], -1)


class Encoder(nn.Module):
    def __init__(self, n_words: int, hidden: int = HIDDEN):
        super().__init__()
        self.forms = FormEncoder(n_words)
        self.forward1 = nn.LSTM(INPUT, hidden)
        self.forward2 = nn.LSTM(hidden, hidden)
        self.backward1 = nn.LSTM(INPUT, hidden)
        self.backward2 = nn.LSTM(hidden, hidden)


def reverse(x: torch.Tensor, lengths: torch.Tensor | None) -> torch.Tensor:
    """Reverses each column of a (time, batch, …) tensor within its own length."""
    if lengths is None:
        return x.flip(0)
    t = torch.arange(x.shape[0])[:, None]
    index = torch.where(t < lengths[None], lengths[None] - 1 - t, t)
    return x.gather(0, index.reshape(index.shape + (1,) * (x.dim() - 2)).expand_as(x))
