"""Makes the word table's list of words and its first vectors (word2vec skip-gram, Mikolov et al. 2013).

Words are normal forms that the corpus has at least four times, commonest first, then those that the
treebanks have at least twice; the latter start from random vectors.
"""

from __future__ import annotations

import argparse
import collections

import numpy as np
from gensim.models import Word2Vec

from . import lexical, treebank
from .encoder import WORD

LONGEST = 24


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--text", required=True)
    a.add_argument("--treebank", action="append", default=[])
    a.add_argument("--words", required=True, help="written: one normal form a line")
    a.add_argument("--vectors", required=True, help="written: NumPy array of the first words' vectors")
    o = a.parse_args()
    known: dict[str, str] = {}

    def normal(form: str) -> str:
        if form not in known:
            known[form] = lexical.normal(form)
        return known[form]

    with open(o.text, encoding="utf-8") as f:
        sentences = [[normal(w) for w in line.split()] for line in f]
    # One worker, because more would make the order of updates, and so the vectors, a matter of chance.
    model = Word2Vec(vector_size=WORD, window=3, min_count=4, sg=1, hs=0, negative=8, sample=1e-4, workers=1, seed=7)
    model.build_vocab(sentences)
    model.train(sentences, total_examples=model.corpus_count, epochs=4)
    words = list(model.wv.index_to_key)
    have = set(words)
    counts = collections.Counter(normal(f.replace(" ", "_")) for path in o.treebank for s in treebank.trees(path) for f in s.forms)
    extra = sorted(w for w, n in counts.items() if n >= 2 and w not in have and len(w) <= LONGEST)
    with open(o.words, "w", encoding="utf-8") as f:
        f.write("\n".join(words + extra))
    np.save(o.vectors, model.wv.vectors)
    print(f"{len(words)} words with vectors, {len(extra)} without")


if __name__ == "__main__":
    main()
