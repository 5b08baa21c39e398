"""Opens exports in the readers that people use, and compares them with each other.

    make readers

writes DIR/events.parquet, claims.parquet, events.csv, claims.csv, claims.tsv, events.geojson, events.ics,
events.ndjson and GDELT's two tables from a ledger full of quotes, tabs, line ends and formulas, each with its
.about.json, and runs this on DIR.

Ends with an error where a reader refuses a file, or where two of them count or read differently.
"""

import json
import sys
from pathlib import Path

import duckdb
import icalendar
import pandas
import pyarrow.parquet

# RFC 7946, as far as points are concerned.
POINTS = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "properties": {
                            "type": {"const": "Point"},
                            "coordinates": {
                                "type": "array",
                                "prefixItems": [
                                    {"type": "number", "minimum": -180, "maximum": 180},
                                    {"type": "number", "minimum": -90, "maximum": 90},
                                ],
                                "minItems": 2,
                                "maxItems": 2,
                            },
                        },
                    },
                },
            },
        },
    },
}


def rows(folder, name):
    return json.loads((folder / f"{name}.about.json").read_text())["rows"]


def main(folder):
    import jsonschema

    for what in ("events", "claims"):
        path = folder / f"{what}.parquet"
        table = pyarrow.parquet.read_table(path)
        assert table.num_rows == rows(folder, path.name), path
        assert pyarrow.parquet.read_metadata(path).metadata[b"rows"] == str(table.num_rows).encode(), path
        counted = duckdb.sql(f"SELECT count(*), count(DISTINCT status) FROM '{path}'").fetchall()[0]
        assert counted[0] == table.num_rows and counted[1] > 1, counted
        frame = pandas.read_csv(folder / f"{what}.csv", keep_default_na=False, dtype=str)
        assert len(frame) == table.num_rows, what
        key = what[:-1]
        assert sorted(frame[key]) == sorted(table[key].to_pylist()), what
        assert not frame.map(lambda cell: cell.startswith(("=", "+", "@"))).any().any(), what
    nested = duckdb.sql(f"SELECT max(len(life)), max(life[1].learned) FROM '{folder}/events.parquet'").fetchall()[0]
    assert nested[0] >= 1 and nested[1] is not None, nested
    tabs = pandas.read_csv(folder / "claims.tsv", sep="\t", keep_default_na=False, dtype=str, quoting=3)
    commas = pandas.read_csv(folder / "claims.csv", keep_default_na=False, dtype=str)
    assert list(tabs.columns) == list(commas.columns) and len(tabs) == len(commas)
    assert (tabs["claim"] == commas["claim"]).all()
    places = json.loads((folder / "events.geojson").read_text())
    jsonschema.validate(places, POINTS)
    assert len(places["features"]) == places["count"] == rows(folder, "events.geojson")
    calendar = icalendar.Calendar.from_ical((folder / "events.ics").read_bytes())
    appointments = list(calendar.walk("VEVENT"))
    assert len(appointments) == rows(folder, "events.ics")
    assert all(one.decoded("DTEND") > one.decoded("DTSTART") and one["UID"] for one in appointments)
    lines = [json.loads(line) for line in (folder / "events.ndjson").read_text().splitlines()]
    assert lines[-1]["end"] == len(lines) - 2 == rows(folder, "events.ndjson")
    for what, n_columns in (("events", 61), ("claims", 16)):
        table = pandas.read_csv(
            folder / f"{what}.gdelt.tsv", sep="\t", header=None, keep_default_na=False, dtype=str, quoting=3
        )
        assert table.shape == (rows(folder, f"{what}.gdelt.tsv"), n_columns), table.shape
        counted = duckdb.sql(
            f"SELECT count(*) FROM read_csv('{folder}/{what}.gdelt.tsv', delim='\t', header=false, quote='', "
            "all_varchar=true)"
        ).fetchall()[0][0]
        assert counted == len(table), counted
    print(f"{len(commas)} claims and {len(lines) - 2} events read alike by all readers")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
