"""What a cluster takes: articles coded, merged and threaded by Spark, with executors of their own on this machine.

    python benches/cluster.py ARTICLES.jsonl WORK --executors 2 [--kill 60] [--coded FOLDER] [--ledger LEDGER.db]

`--kill` ends one executor, with SIGKILL, so many seconds after the work began. `--coded` takes up what an earlier run
has coded. `--ledger` compares events, claims and articles with those of a ledger, byte for byte after sorting.
Prints the seconds of each stage, the bytes that it shuffled and the digest of what came out.
"""

import argparse
import collections
import glob
import hashlib
import json
import os
import pathlib
import signal
import sys
import threading
import time

import pyarrow
from pyspark.sql import SparkSession

from dragoman import Ledger, spark

KEYS = {"events": "event", "claims": "claim", "articles": "article"}


def lines_of(table, name):
    """Rows in words, in an order of their own; only a batch of them is spelt out at a time."""
    names = sorted(table.column_names)
    key = KEYS[name]
    found = []
    for batch in table.select(names).to_batches(max_chunksize=4096):
        found.extend(f"{row[key]}\t{sorted(row.items())!r}" for row in batch.to_pylist())
    return sorted(found)


def digest_of(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def executors_of(session, n):
    """The processes of the executors: the parents of the parents of Python's workers."""

    def above(_):
        with open(f"/proc/{os.getppid()}/stat") as stat:
            yield int(stat.read().rsplit(")", 1)[1].split()[1])

    return sorted(set(session.sparkContext.parallelize(range(8 * n), 8 * n).mapPartitions(above).collect()))


def shuffled(folder):
    """Bytes that were shuffled, by the description of the job, from the log of the engine's events."""
    described, sent = {}, collections.Counter()
    for path in glob.glob(f"{folder}/**/*", recursive=True):
        if not os.path.isfile(path) or path.endswith(".crc"):
            continue
        for line in open(path):
            event = json.loads(line)
            if event["Event"] == "SparkListenerJobStart":
                for stage in event["Stage IDs"]:
                    described[stage] = event.get("Properties", {}).get("spark.job.description", "")
            elif event["Event"] == "SparkListenerTaskEnd":
                written = event.get("Task Metrics", {}).get("Shuffle Write Metrics", {})
                sent[described.get(event["Stage ID"], "")] += written.get("Shuffle Bytes Written", 0)
    return sent


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("articles")
    arguments.add_argument("work")
    arguments.add_argument("--executors", type=int, default=2)
    arguments.add_argument("--partitions", type=int, default=8)
    arguments.add_argument("--kill", type=float)
    arguments.add_argument("--coded")
    arguments.add_argument("--ledger")
    given = arguments.parse_args()
    work = pathlib.Path(given.work).resolve()
    (work / "log").mkdir(parents=True)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "2g",
        "spark.executor.memory": "2g",
        "spark.task.maxFailures": "8",
        "spark.sql.shuffle.partitions": str(given.partitions),
        "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
        "spark.sql.files.maxPartitionBytes": "1m",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": f"file://{work}/log",
    }
    builder = SparkSession.builder.master(f"local-cluster[{given.executors},1,2048]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    pids = executors_of(session, given.executors)
    print(f"{len(pids)} executors of one core each", flush=True)
    if given.kill:

        def kill():
            os.kill(pids[0], signal.SIGKILL)
            print(f"an executor killed after {given.kill:.0f} s", flush=True)

        threading.Timer(given.kill, kill).start()

    started = last = time.monotonic()

    def done(name):
        nonlocal last
        now = time.monotonic()
        print(f"{name}: {now - last:.1f} s", flush=True)
        last = now

    def describe(name):
        session.sparkContext.setJobDescription(name)

    coded = given.coded or f"{work}/coded"
    if not given.coded:
        describe("code")
        spark.code(session.read.schema("id string, date string, title string, url string, text string").json(given.articles)).write.parquet(coded)
        done("code")

    keep = spark._Run.keep

    def kept(run, name, frame):
        describe(name)
        frame = keep(run, name, frame)
        done(name)
        return frame

    spark._Run.keep = kept
    merged = spark.merge(session.read.parquet(coded), f"{work}/kept")
    for name in KEYS:
        describe(name)
        getattr(merged, name).write.parquet(f"{work}/{name}")
        done(name)
    print(f"all: {time.monotonic() - started:.1f} s", flush=True)
    session.stop()

    import pyarrow.parquet as parquet

    ours = {name: lines_of(parquet.read_table(work / name), name) for name in KEYS}
    for name, lines in ours.items():
        print(f"{name}: {len(lines)} rows, {digest_of(lines)}")
    for name, n_bytes in shuffled(work / "log").most_common():
        if n_bytes:
            print(f"{name or 'other'}: {n_bytes / 1e6:.1f} MB shuffled")
    if given.ledger:
        ledger = Ledger(given.ledger)
        for name in KEYS:
            theirs = lines_of(pyarrow.table(getattr(ledger, name)()), name)
            same = theirs == ours[name]
            print(f"{name}: the ledger has {len(theirs)} rows, {digest_of(theirs)}: {'the same' if same else 'OTHERS'}")
            if not same:
                sys.exit(1)


if __name__ == "__main__":
    main()
