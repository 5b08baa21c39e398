"""Lists of known names, as features of the name head.

`main` gathers `data/text/gazetteer.tsv` from tables of countries, cities, bodies, groups and holders
of offices. `Gazetteer` finds its names in a sentence: at each token the longest, left to right.
"""

from __future__ import annotations

import argparse
import collections
import csv
import re

from . import lexical
from .corpus import WORD

#: What a listed name may be. A name can be several.
KINDS = ("country", "city", "group", "body", "armed", "given", "family")
#: Tokens of the longest name looked for.
LONGEST = 6
#: Features of a token: for each kind, whether it begins or continues such a name.
FEATURES = 2 * len(KINDS)


def key(forms: list[str]) -> str:
    return " ".join(lexical.normal(f) for f in forms)


class Gazetteer:
    def __init__(self, path: str | None = None):
        #: Normal forms joined by spaces → kinds as bits.
        self.kinds: dict[str, int] = {}
        if path:
            with open(path, encoding="utf-8", newline="") as f:
                for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
                    bits = sum(1 << KINDS.index(k) for k in row["kinds"].split(","))
                    self.kinds[row["name"]] = bits

    def features(self, forms: list[str]) -> list[list[int]]:
        """Rows of zeros and ones, one a token. A name must begin with a capital or a digit."""
        normal = [lexical.normal(f) for f in forms]
        out = [[0] * FEATURES for _ in forms]
        at = 0
        while at < len(forms):
            step = 1
            if forms[at][:1].isupper() or "0" <= forms[at][:1] <= "9":
                for n in range(min(LONGEST, len(forms) - at), 0, -1):
                    bits = self.kinds.get(" ".join(normal[at : at + n]))
                    if bits:
                        for k in range(len(KINDS)):
                            if bits >> k & 1:
                                out[at][2 * k] = 1
                                for j in range(at + 1, at + n):
                                    out[j][2 * k + 1] = 1
                        step = n
                        break
            at += step
        return out


def rows(folder: str, name: str) -> list[dict[str, str]]:
    with open(f"{folder}/{name}.tsv", encoding="utf-8", errors="replace", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--actors", required=True, help="folder with the tables")
    a.add_argument("--out", required=True)
    o = a.parse_args()
    found: dict[str, set[tuple[str, str]]] = collections.defaultdict(set)

    def keep(name: str, kind: str, source: str) -> None:
        name = re.sub(r"\s*\(.*?\)", "", name).strip()
        forms = WORD.findall(name)
        if forms and forms[0].lower() == "the":
            forms = forms[1:]
        if 0 < len(forms) <= LONGEST and len(name) >= 3 and re.fullmatch(r"[\x20-\x7e\u00c0-\u024f’]+", name):
            found[key(forms)].add((kind, source))

    for r in rows(o.actors, "country_aliases"):
        if r["lang"] in ("en", "") or r["kind"] in ("local", "capital"):
            kind = {"demonym": "group", "adjective": "group", "capital": "city"}.get(r["kind"], "country")
            if r["kind"] == "phoenix-synonym":
                continue
            keep(r["alias"], kind, r["source"])
    for r in rows(o.actors, "cities"):
        keep(r["name"], "city", "GeoNames")
    for table, kind in (("ethnic_groups_cameo", "group"), ("religious_groups_cameo", "group"), ("armed_groups_phoenix", "armed")):
        for r in rows(o.actors, table):
            for n in [r["name"], *r["aliases"].split("|")]:
                keep(n, kind, "openeventdata/Dictionaries")
    for r in rows(o.actors, "international_phoenix"):
        if r["kind"] in ("igo", "ngo", "mnc"):
            for n in [r["name"], *r["aliases"].split("|")]:
                keep(n, "body", "openeventdata/Dictionaries")
    people: dict[str, str] = {}
    for table, source in (("tenures_wikidata", "Wikidata"), ("tenures_factbook", "cia-factbook"), ("tenures_curated", "dragoman")):
        for r in rows(o.actors, table):
            people.setdefault(r["person"], source)
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for name in people:
        parts = name.split()
        if len(parts) >= 2:
            counts[parts[0].title(), "given"] += 1
            counts[parts[-1].title(), "family"] += 1
    for (name, kind), n in counts.items():
        # A part seen once is as likely a slip of the source as a name; three letters hardly tell.
        if n >= 2 and len(name) >= 4 and "." not in name:
            keep(name, kind, "Wikidata; cia-factbook")
    with open(o.out, "w", encoding="utf-8", newline="") as f:
        f.write("name\tkinds\tsource\n")
        for name in sorted(found):
            kinds = sorted({k for k, _ in found[name]}, key=KINDS.index)
            sources = sorted({s for k, s in found[name]})
            f.write(f"{name}\t{','.join(kinds)}\t{'; '.join(sources)}\n")
    print(f"{len(found)} names")


if __name__ == "__main__":
    main()
