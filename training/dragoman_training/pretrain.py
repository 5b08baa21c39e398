"""Pre-trains the encoder as a forward and a backward language model on plain text.

Sampled softmax (Jean et al. 2015) over cased words; batches hold sentences of one length.
Resumable: a checkpoint is written every few minutes and picked up again.
"""

from __future__ import annotations

import argparse
import collections
import math
import os
import random
import time

import numpy as np
import torch
from torch import nn

from . import lexical
from .encoder import Encoder, FormTable, Vocabulary

TARGETS = 30_000
SAMPLES = 2_048
BATCH_TOKENS = 4_096
MAX_LENGTH = 90


def batches(lengths: list[int], seed: int) -> list[list[int]]:
    """Sentence indices in batches of one length, shuffled."""
    rng = random.Random(seed)
    by_length = collections.defaultdict(list)
    for i, n in enumerate(lengths):
        if 3 <= n <= MAX_LENGTH:
            by_length[n].append(i)
    out = []
    for n, group in sorted(by_length.items()):
        rng.shuffle(group)
        size = max(1, BATCH_TOKENS // n)
        out += [group[k : k + size] for k in range(0, len(group), size)]
    rng.shuffle(out)
    return out


class SampledSoftmax(nn.Module):
    """Cross-entropy against a batch-wide sample of classes drawn log-uniformly by rank."""

    def __init__(self, classes: int, width: int):
        super().__init__()
        self.weight = nn.Embedding(classes, width)
        self.bias = nn.Embedding(classes, 1)
        nn.init.normal_(self.weight.weight, std=0.05)
        nn.init.zeros_(self.bias.weight)
        ranks = np.arange(classes)
        p = (np.log(ranks + 2) - np.log(ranks + 1)) / np.log(classes + 1)
        self.p = torch.tensor(p, dtype=torch.float)
        self.rng = np.random.default_rng(11)
        self.classes = classes

    def forward(self, states: torch.Tensor, target: torch.Tensor, sample: torch.Tensor) -> torch.Tensor:
        log_expected = torch.log(-torch.expm1(SAMPLES * torch.log1p(-self.p)))
        right = (states * self.weight(target)).sum(-1) + self.bias(target)[:, 0] - log_expected[target]
        wrong = states @ self.weight(sample).t() + self.bias(sample)[:, 0] - log_expected[sample]
        wrong = wrong.masked_fill(target[:, None] == sample[None], -1e4)
        return (torch.logsumexp(torch.cat([right[:, None], wrong], 1), 1) - right).mean()

    def draw(self) -> torch.Tensor:
        u = self.rng.random(SAMPLES)
        return torch.from_numpy(np.unique(np.minimum(np.exp(u * math.log(self.classes + 1)) - 1, self.classes - 1).astype(np.int64)))


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--text", required=True)
    a.add_argument("--words", required=True)
    a.add_argument("--vectors", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--steps", type=int, default=3_000)
    a.add_argument("--rate", type=float, default=1e-3)
    a.add_argument("--save-every", type=int, default=500)
    o = a.parse_args()
    torch.manual_seed(1)
    vocabulary = Vocabulary.read(o.words)
    table = FormTable(vocabulary)
    counts = collections.Counter()
    sentences = []
    with open(o.text, encoding="utf-8") as f:
        for line in f:
            s = line.split()
            counts.update(lexical.plain(w) for w in s)
            sentences.append(np.fromiter((table.row(w) for w in s), dtype=np.int32))
    # Target 0 is the end of the sentence and the commonest class; unknown words are not predicted.
    target_words = [w for w, _ in counts.most_common(TARGETS - 1)]
    target_of = {w: i + 1 for i, w in enumerate(target_words)}
    target_row = np.full(len(table.word), -1, dtype=np.int64)
    for form, r in table.index.items():
        target_row[r] = target_of.get(lexical.plain(form), -1)
    print(f"{len(sentences)} sentences, {len(table.word)} forms, {len(vocabulary)} words", flush=True)

    encoder = Encoder(len(vocabulary))
    vectors = torch.from_numpy(np.load(o.vectors))
    with torch.no_grad():
        encoder.forms.word.weight[1 : 1 + len(vectors)] = vectors * (0.7 / vectors.std())
    softmax = SampledSoftmax(TARGETS, encoder.forward2.hidden_size)
    # Bias starts at the log frequency: states that had to learn it first saturated and stayed so.
    frequency = torch.tensor([float(len(sentences))] + [float(counts[w]) for w in target_words])
    with torch.no_grad():
        softmax.bias.weight[:, 0] = torch.log(frequency / frequency.sum())
    parameters = [*encoder.parameters(), *softmax.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=o.rate, betas=(0.9, 0.99), fused=True)
    plan = batches([len(s) for s in sentences], 5)
    dropout = nn.Dropout(0.1)
    start = 0
    if os.path.exists(o.out):
        saved = torch.load(o.out)
        encoder.load_state_dict(saved["encoder"])
        softmax.load_state_dict(saved["softmax"])
        optimiser.load_state_dict(saved["optimiser"])
        start = saved["step"]
    clock, total, seen = time.time(), 0.0, 0
    for step in range(start, o.steps):
        warm = min(1.0, (step + 1) / 200)
        rate = o.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / o.steps)))
        for g in optimiser.param_groups:
            g["lr"] = rate
        rows = torch.from_numpy(np.stack([sentences[i] for i in plan[step % len(plan)]], 1).astype(np.int64))
        word, affix, ngram, offsets, inverse = table.batch(rows)
        # Some words are read by their parts alone, so that the parts learn to stand for a word.
        word = torch.where(torch.rand(word.shape) < 0.05, 0, word)
        x = dropout(encoder.forms(word, affix, ngram, offsets)[inverse])
        target = torch.from_numpy(target_row)[rows]
        end = torch.zeros((1, rows.shape[1]), dtype=torch.long)
        sample = softmax.draw()
        loss = 0.0
        for first, second, read, gold in (
            (encoder.forward1, encoder.forward2, x, target),
            (encoder.backward1, encoder.backward2, x.flip(0), target.flip(0)),
        ):
            h = dropout(second(dropout(first(read)[0]))[0])
            wanted = torch.cat([gold[1:], end])
            known = wanted >= 0
            loss = loss + softmax(h[known], wanted[known], sample)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 5.0, foreach=True)
        optimiser.step()
        total += float(loss.detach()) / 2
        seen += rows.numel()
        if (step + 1) % 50 == 0:
            print(f"step {step + 1} loss {total / 50:.4f} rate {rate:.5f} tokens/s {seen / (time.time() - clock):.0f}", flush=True)
            clock, total, seen = time.time(), 0.0, 0
        if (step + 1) % o.save_every == 0 or step + 1 == o.steps:
            state = {"encoder": encoder.state_dict(), "softmax": softmax.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state, o.out + ".part")
            os.replace(o.out + ".part", o.out)


if __name__ == "__main__":
    main()
