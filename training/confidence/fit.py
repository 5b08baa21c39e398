#!/usr/bin/env python3
"""Fits the weights of data/event/confidence.tsv, and prints how well they hold.

usage: fit.py GOLD CODED [GOLD CODED …] [--table data/event/confidence.tsv]

GOLD is one article a line with `id`, `text` and hand-made `claims`; CODED is what
`dragoman read --format articles --why` makes of it. A coded claim is right when the hand-made claim of the same type
whose words it shares most has the same status and the same countries on both sides. Claims that share words with an
`optional` one only are left out.

The model is a logistic regression with a penalty on the squares of all weights but the first. The table of
reliability is made of predictions for articles that a fold's model has not seen (ten folds by article); with
`--table` the weights of a fit on everything are written.
"""
import argparse
import json
import math
import random
import re

SIGNS = {
    "actor-missing": "nobody does it",
    "actor-unknown": "a party that does it is of no known country",
    "recipient-missing": "it is done to nobody, and by fewer than two",
    "shared": "two or more do it with each other",
    "at-home": "it is done within one country",
    "recipient-unknown": "a party that it is done to is of no known country",
    "party-inferred": "a party is taken from elsewhere in the article",
    "party-guessed": "a party's country is guessed from what the article is about",
    "parties-many": "more than three parties",
    "operator": "one operator is applied",
    "operators-many": "several operators are applied",
    "held": "it has happened",
    "dated": "words of time date it",
    "placed": "a place is stated",
    "on-somebody's-word": "it is told on the word of somebody other than the outlet",
    "says-more": "it speaks about another claim",
    "passage-long": "its passage is longer than 160 bytes",
}
PENALTY = 3.0
FOLDS = 10


def words(text, span):
    return {match.start() for match in re.finditer(r"\w+", text) if match.start() < span[1] and match.end() > span[0]}


def span_of(claim, text):
    if claim.get("span"):
        return claim["span"]
    start = text.find(claim["quote"])
    return (start, start + len(claim["quote"])) if start >= 0 else (0, 0)


def countries(claim, role):
    return {party["country"] for party in claim.get(role) or [] if party.get("country")}


def examples(gold_path, coded_path):
    gold = {article["id"]: article for article in map(json.loads, open(gold_path, encoding="utf-8"))}
    for coded in map(json.loads, open(coded_path, encoding="utf-8")):
        article = gold.get(coded["id"])
        if article is None:
            continue
        text = article["text"]
        for claim in coded["claims"]:
            own = words(text, span_of(claim, text))
            shared = [
                (len(own & words(text, span_of(other, text))), other)
                for other in article["claims"]
                if other["type"] == claim["type"]
            ]
            shared = [one for one in shared if one[0]]
            best = max(shared, key=lambda one: (not one[1].get("optional"), one[0]), default=(0, None))[1]
            if best is not None and best.get("optional"):
                continue
            right = best is not None and claim["status"] == best["status"] and all(
                countries(claim, role) == countries(best, role) for role in ("actor", "recipient")
            )
            yield coded["id"], ["always", *claim["signs"]], right


def fit(rows):
    """Newton steps on the penalised likelihood."""
    names = sorted({sign for _, signs, _ in rows for sign in signs})
    place = {name: index for index, name in enumerate(names)}
    weights = [0.0] * len(names)
    for _ in range(30):
        gradient = [-(PENALTY if name != "always" else 1e-6) * weights[place[name]] for name in names]
        hessian = [[0.0] * len(names) for _ in names]
        for index, name in enumerate(names):
            hessian[index][index] = PENALTY if name != "always" else 1e-6
        for _, signs, right in rows:
            at = [place[sign] for sign in signs]
            likely = 1 / (1 + math.exp(-sum(weights[index] for index in at)))
            for one in at:
                gradient[one] += right - likely
                for other in at:
                    hessian[one][other] += likely * (1 - likely)
        step = solve(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step)]
        if max(map(abs, step)) < 1e-9:
            break
    return dict(zip(names, weights))


def solve(matrix, vector):
    """Gaussian elimination with pivots."""
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [one - factor * two for one, two in zip(rows[row], rows[column])]
    return [rows[index][size] / rows[index][index] for index in range(size)]


def likely(weights, signs):
    return 1 / (1 + math.exp(-sum(weights.get(sign, 0.0) for sign in signs)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--table")
    args = parser.parse_args()
    rows = [row for gold, coded in zip(args.files[::2], args.files[1::2]) for row in examples(gold, coded)]
    articles = sorted({article for article, _, _ in rows})
    random.Random(0).shuffle(articles)
    fold_of = {article: index % FOLDS for index, article in enumerate(articles)}
    unseen = []
    for fold in range(FOLDS):
        weights = fit([row for row in rows if fold_of[row[0]] != fold])
        unseen += [(likely(weights, signs), right) for article, signs, right in rows if fold_of[article] == fold]
    unseen.sort()
    print(f"{len(rows)} claims of {len(articles)} articles, {sum(right for *_, right in rows)} right")
    print("| confidence | claims | mean confidence | right |\n|---|---|---|---|")
    bounds = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0]
    for low, high in zip(bounds, bounds[1:]):
        inside = [one for one in unseen if low <= one[0] < high]
        if inside:
            mean = sum(one[0] for one in inside) / len(inside)
            share = sum(one[1] for one in inside) / len(inside)
            print(f"| {low:.1f}–{high:.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    base = sum(right for _, right in unseen) / len(unseen)
    brier = sum((one - right) ** 2 for one, right in unseen) / len(unseen)
    print(f"Brier score {brier:.3f}; {base * (1 - base):.3f} if every claim had the mean")
    if args.table:
        weights = fit(rows)
        with open(args.table, "w", encoding="utf-8") as table:
            table.write("sign\tweight\twhat\tsource\n")
            lines = []
            for sign, weight in weights.items():
                what = SIGNS.get(sign, "whatever the claim is" if sign == "always" else f"the type is {sign.upper()}")
                lines.append(f"{sign}\t{weight:.3f}\t{what}\tfitted by training/confidence/fit.py\n")
            table.writelines(sorted(lines))


main()
