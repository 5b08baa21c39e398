"""Writes a trained reader as the model file that dragoman loads: 8-bit weights in one zstd frame.

The layout is documented in `crates/text/src/model.rs`, which reads it.
"""

from __future__ import annotations

import argparse
import collections
import json
import struct

import numpy as np
import torch
import zstandard

from . import gazetteer, lexical, reader, train, treebank
from .encoder import AFFIX, HIDDEN, SUB, WORD, Vocabulary

#: Forms whose features are written into the file, for the reading side to check itself against.
FORM_TESTS = [
    "the", "Beijing", "U.S.", "1,234.5", "don’t", "n't", "“", "İstanbul", "ÉLYSÉE", "ß", "北京",
    "a", "#hashtag", "http://example.org/a?b=c", "COVID-19", "антон", "-", "…", "2023-06-18",
]


def quantise(w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as signed bytes and the scale of each, so that row ≈ bytes · scale."""
    scale = np.maximum(np.abs(w).max(1), 1e-8) / 127
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def fnv64(text: str) -> int:
    h = lexical.FNV_OFFSET
    for b in text.encode():
        h = ((h ^ b) * lexical.FNV_PRIME) & lexical.MASK
    return h


def name_key(name: str) -> int:
    """64-bit FNV-1a over the hashes of a name's tokens."""
    h = lexical.FNV_OFFSET
    for token in name.split(" "):
        for b in struct.pack("<Q", fnv64("W" + token)):
            h = ((h ^ b) * lexical.FNV_PRIME) & lexical.MASK
    return h


def listed(kinds: dict[str, int]) -> dict[str, np.ndarray]:
    """The names of a gazetteer."""
    return {
        "gazetteer.keys": np.array([name_key(n) for n in kinds], dtype=np.uint64),
        "gazetteer.kinds": np.array(list(kinds.values()), dtype=np.uint16),
    }


def arrays(state: dict[str, torch.Tensor], words: list[str], tags: list[tuple[int, int, int]]) -> dict[str, np.ndarray]:
    w = {k: v.numpy() for k, v in state.items()}
    out: dict[str, np.ndarray] = {"word.keys": np.array([fnv64("W" + x) for x in words], dtype=np.uint64)}

    def quantised(name: str, weight: np.ndarray, bias: np.ndarray | None = None) -> None:
        out[f"{name}.weight"], out[f"{name}.scale"] = quantise(weight)
        if bias is not None:
            out[f"{name}.bias"] = bias.astype(np.float32)

    for table in ("word", "affix", "ngram"):
        quantised(table, w[f"encoder.forms.{table}.weight"])
    for layer in ("mix", "out"):
        for kind in ("weight", "bias"):
            out[f"forms.{layer}.{kind}"] = w[f"encoder.forms.{layer}.{kind}"].astype(np.float32)
    for name in ("forward1", "forward2", "backward1", "backward2", "top_forward", "top_backward"):
        key = name if name.startswith("top") else f"encoder.{name}"
        quantised(f"{name}.ih", w[f"{key}.weight_ih_l0"])
        quantised(f"{name}.hh", w[f"{key}.weight_hh_l0"])
        out[f"{name}.bias"] = (w[f"{key}.bias_ih_l0"] + w[f"{key}.bias_hh_l0"]).astype(np.float32)
    for name in ("split", "upos", "xpos", "feats", "lemma", "name"):
        quantised(name, w[f"{name}.weight"], w[f"{name}.bias"])
    quantised("arc", np.ascontiguousarray(w["arc"][:-1].T), w["arc"][-1])
    rel = w["rel"].reshape(w["rel"].shape[0], -1)
    quantised("rel", np.ascontiguousarray(rel[:-1].T), rel[-1])
    out["name.transitions"] = w["transitions"].astype(np.float32)
    out["root_arc"] = w["root_arc"].astype(np.float32)
    out["root_rel"] = w["root_rel"].astype(np.float32)
    out["tags"] = np.array(tags, dtype=np.uint16)
    return out


def write(path: str, header: dict, data: dict[str, np.ndarray]) -> int:
    """Writes the file; returns its size in bytes."""
    names = {np.dtype(np.int8): "i8", np.dtype(np.float32): "f32", np.dtype(np.uint64): "u64", np.dtype(np.uint16): "u16"}
    align = lambda n: (n + 63) // 64 * 64
    # Offsets count from the start of the payload, which the header precedes; room for it is set aside.
    for room in (1 << 16, 1 << 18, 1 << 20, 1 << 22):
        at, described = room, {}
        for k, v in data.items():
            described[k] = {"dtype": names[v.dtype], "shape": list(v.shape), "offset": at}
            at = align(at + v.nbytes)
        text = json.dumps({**header, "arrays": described}, ensure_ascii=False, separators=(",", ":")).encode()
        if 16 + len(text) <= room:
            break
    payload = bytearray(at)
    payload[:16] = b"DRAGOMAN" + struct.pack("<II", 1, len(text))
    payload[16 : 16 + len(text)] = text
    for k, v in data.items():
        o = described[k]["offset"]
        payload[o : o + v.nbytes] = v.tobytes()
    packed = zstandard.ZstdCompressor(level=19).compress(bytes(payload))
    with open(path, "wb") as f:
        f.write(packed)
    return len(packed)


def observed_tags(sentences, labels) -> list[tuple[int, int, int]]:
    """Triples of tag, language-specific tag and features that training text shows at least twice."""
    index = {k: {v: i for i, v in enumerate(labels[k])} for k in ("upos", "xpos", "feats")}
    seen = collections.Counter(t for s in sentences for t in zip(s.upos, s.xpos, s.feats))
    return sorted((index["upos"][u], index["xpos"][x], index["feats"][f]) for (u, x, f), n in seen.items() if n > 1 and f in index["feats"])


def lemma_lexicon(sentences, rules: list[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The commonest rule of every form with a tag, and of every form in lower case that is not itself
    seen; returns the rules, lengthened by those that the network does not choose from, keys, and rules
    by number."""
    seen, lower = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for s in sentences:
        for form, upos, lemma in zip(s.forms, s.upos, s.lemmas):
            if lemma != "_":
                rule = treebank.lemma_rule(form, lemma)
                seen[upos, form][rule] += 1
                lower[upos, form.lower()][rule] += 1
    chosen = {k: c.most_common(1)[0][0] for k, c in {**lower, **seen}.items()}
    index = {r: i for i, r in enumerate(rules)}
    extra = sorted({r for r in chosen.values() if r not in index})
    index |= {r: len(rules) + i for i, r in enumerate(extra)}
    entries = sorted((fnv64(f"M{upos} {form}"), index[rule]) for (upos, form), rule in chosen.items())
    return rules + extra, np.array([k for k, _ in entries], dtype=np.uint64), np.array([r for _, r in entries], dtype=np.uint16)


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--lang", required=True)
    a.add_argument("--words", required=True)
    a.add_argument("--gazetteer", required=True)
    a.add_argument("--trained", action="append", help="checkpoint of train.py; of several, one trained on from the other, the weights are averaged; none exports random weights, for tests of the reading side")
    a.add_argument("--out", required=True)
    a.add_argument("--reference", help="also write the float network's answers for some sentences, as JSON")
    o = a.parse_args()
    sentences, dev = train.load_data(o.lang)
    vocabulary = Vocabulary.read(o.words)
    torch.manual_seed(1)
    if o.trained:
        saved = [torch.load(path) for path in o.trained]
        labels, states = saved[0]["labels"], [one["average"] for one in saved]
        state = {k: torch.stack([one[k] for one in states]).mean(0) for k in states[0]}
    else:
        labels = train.label_lists(sentences)
        state = reader.Reader(len(vocabulary), {k: len(v) for k, v in labels.items()}).state_dict()
    hidden = state["encoder.forward1.weight_hh_l0"].shape[1]
    top = state["top_forward.weight_hh_l0"].shape[1]
    config = {
        "word": WORD, "affix": AFFIX, "sub": SUB, "hidden": hidden, "top": top, "tag": reader.TAG, "name": reader.NAME,
        "arc": reader.ARC, "rel": reader.REL, "affix_rows": lexical.AFFIX_ROWS, "ngram_rows": lexical.NGRAM_ROWS,
        "ngram_chars": lexical.NGRAM_CHARS, "mix": [float(x) for x in state["mix"]],
        "gazetteer_longest": gazetteer.LONGEST,
    }
    tests = [{"form": f, "normal": lexical.normal(f), "shape": lexical.shape(f), "affixes": lexical.affixes(f), "ngrams": lexical.ngrams(f)} for f in FORM_TESTS]
    data = arrays(state, vocabulary.words, observed_tags(sentences, labels))
    data |= listed(gazetteer.Gazetteer(o.gazetteer).kinds)
    data["gazetteer.weight"] = state["gazetteer"].numpy().astype(np.float32)
    rules, data["lemma.keys"], data["lemma.rules"] = lemma_lexicon(sentences, labels["lemma"])
    header = {"config": config, "labels": {**labels, "lemma": rules}, "form_tests": tests}
    size = write(o.out, header, data)
    print(f"{o.out}: {size} bytes")
    if o.reference:
        table = train.FormTable(vocabulary)
        known_names = gazetteer.Gazetteer(o.gazetteer)
        model = reader.Reader(len(vocabulary), {k: len(v) for k, v in labels.items()}, hidden, top)
        model.load_state_dict(state)
        model.eval()
        answers = []
        with torch.no_grad():
            for s in dev["news"][:24]:
                rows = torch.tensor([[table.row(f)] for f in s.forms])
                known = torch.tensor([known_names.features(s.forms)], dtype=torch.float)
                out = model(table.batch(rows), torch.tensor([len(s.forms)]), known)
                head = train.mask_arcs(out["arc"], torch.tensor([len(s.forms)])).argmax(-1)
                answer = {k: [[round(x, 4) for x in r] for r in out[k][0].tolist()] for k in ("upos", "xpos", "name", "arc")}
                answer |= {"forms": s.forms, "head": head[0].tolist(), "rel": [[round(x, 4) for x in r] for r in out["rel"](head)[0].tolist()]}
                answers.append(answer)
        with open(o.reference, "w", encoding="utf-8") as f:
            json.dump(answers, f)


if __name__ == "__main__":
    main()
