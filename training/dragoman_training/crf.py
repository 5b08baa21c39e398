"""Sequences of name tags: a linear-chain conditional random field (Lafferty et al. 2001)."""

from __future__ import annotations

import torch

#: Stands for minus infinity where a sum must stay finite.
NEVER = -1e4


def allowed(tags: list[str]) -> torch.Tensor:
    """Zero where a tag (column) may follow another (row; row 0 is the beginning), else NEVER."""
    out = torch.zeros(len(tags) + 1, len(tags))
    for j, tag in enumerate(tags):
        if tag[0] == "I":
            for i in range(len(tags) + 1):
                if i == 0 or tags[i - 1][2:] != tag[2:]:
                    out[i, j] = NEVER
    return out


def log_sum(scores: torch.Tensor, transitions: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Log of the summed weight of all sequences; scores (b, n, k), one result a sentence."""
    state = scores[:, 0] + transitions[0]
    for t in range(1, scores.shape[1]):
        longer = torch.logsumexp(state[:, :, None] + transitions[1:], 1) + scores[:, t]
        state = torch.where((t < lengths)[:, None], longer, state)
    return torch.logsumexp(state, 1)


def loss(scores: torch.Tensor, transitions: torch.Tensor, lengths: torch.Tensor, possible: torch.Tensor) -> torch.Tensor:
    """Mean negative log-likelihood a token; `possible` (b, n, k) says which tags the annotation allows."""
    gold = scores.masked_fill(~possible, NEVER)
    return (log_sum(scores, transitions, lengths) - log_sum(gold, transitions, lengths)).sum() / lengths.sum()


def best(scores: torch.Tensor, transitions: torch.Tensor) -> list[int]:
    """The best sequence (Viterbi 1967) for the scores (n, k) of one sentence."""
    state, back = scores[0] + transitions[0], []
    for row in scores[1:]:
        value, origin = (state[:, None] + transitions[1:]).max(0)
        state = value + row
        back.append(origin)
    out = [int(state.argmax())]
    for origin in reversed(back):
        out.append(int(origin[out[-1]]))
    return out[::-1]
