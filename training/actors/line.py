#!/usr/bin/env python3
"""Counts of how many states collected facts have a holder of each chief office on 1 July of each year.

usage: line.py FACTS DATA > rows of data/actor/coverage.tsv, without what is known to be wrong

FACTS is the folder that build.py reads and DATA the project's data folder, for which states there are. A term counts
from the first day that its beginning can mean to the last that its end can; one that had not ended when a source was
read counts until that day.
"""
import csv
import sys
from collections import defaultdict
from pathlib import Path

FACTS, DATA = Path(sys.argv[1]), Path(sys.argv[2])
OFFICES = ["HOS", "HOG", "MFA", "DEF"]


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def first(text):
    return text + "-01-01"[len(text) - 10 :] if 0 < len(text) < 10 else text


def last(text):
    return text + "-12-31"[len(text) - 10 :] if 0 < len(text) < 10 else text


states = {row["id"] for row in rows(DATA / "actor/country.tsv") if row["kind"] == "state"}
terms = defaultdict(list)
for table in ("tenures_wikidata", "tenures_factbook", "tenures_curated"):
    for row in rows(FACTS / f"{table}.tsv"):
        if row["office_kind"] in OFFICES and row["country"] in states:
            end = row["to"] or (row["to_prec"].split("@")[1] if "@" in row["to_prec"] else "")
            terms[row["office_kind"], row["country"]].append((first(row["from"]), last(end)))

for year in range(2000, 2026):
    day = f"{year}-07-01"
    for office in sorted(OFFICES):
        held = {
            country
            for (kind, country), spans in terms.items()
            if kind == office and any(start <= day <= end and (start or day == end) for start, end in spans)
        }
        print(year, office, len(held), "-", "-", "counted from collected facts by training/actors/line.py", sep="\t")
