"""One machine and a cluster say the same: a ledger, Spark with executors of their own, and Sail."""

import os
import signal
import threading
import time

import pytest

import dragoman
from conftest import session_of

pytestmark = pytest.mark.cluster
pyarrow = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")

PARTS = ("events", "claims", "articles")


@pytest.fixture(scope="module")
def cluster():
    """Two executors, each a JVM of its own."""
    session = session_of("local-cluster[2,1,1024]", **{"spark.executor.memory": "1g", "spark.task.maxFailures": "8"})
    yield session
    session.stop()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, news):
    ledger = dragoman.Ledger(tmp_path_factory.mktemp("ledger") / "news.db")
    ledger.add(dragoman.read_many(news))
    return ledger


def lines_of(rows, name):
    """Rows in an order of their own, in words: what is compared byte for byte."""
    key = {"events": "event", "claims": "claim", "articles": "article"}[name]
    return sorted(repr((row[key], sorted(row.items(), key=lambda pair: pair[0]))) for row in rows)


def of_ledger(ledger):
    return {name: lines_of(pyarrow.table(getattr(ledger, name)()).to_pylist(), name) for name in PARTS}


def of_cluster(merged):
    return {name: lines_of([row.asDict(recursive=True) for row in getattr(merged, name).collect()], name) for name in PARTS}


def frame_of(session, news):
    rows = [(one["id"], one["date"], one["text"], one["outlet"], one["title"]) for one in news]
    return session.createDataFrame(rows, "id string, date string, text string, outlet string, title string")


def test_a_cluster_says_what_a_ledger_says(cluster, ledger, news, tmp_path):
    from dragoman import spark

    # Twice the same article is one article.
    frame = frame_of(cluster, news + news[:5]).repartition(6)
    merged = spark.merge(spark.code(frame), str(tmp_path))
    ours = of_cluster(merged)
    theirs = of_ledger(ledger)
    for name in PARTS:
        assert len(theirs[name]) > 20
        assert ours[name] == theirs[name], name
    assert ledger.counts()["witnesses"] > 0 and ledger.counts()["copies"] > 0


def test_large_blocks_are_divided_and_no_pair_is_lost(cluster, tmp_path):
    from pyspark.sql import functions as f

    from dragoman import spark

    # Everything in one block: claims of one kind on two countries in one week.
    texts = [
        (str(n), "2024-05-02", f"Kenya condemned Norway on Tuesday over case number {n} at the port of Mombasa.") for n in range(300)
    ]
    coded = spark.code(cluster.createDataFrame(texts, "id string, date string, text string"))
    coded.write.parquet(str(tmp_path / "coded"))
    claims = cluster.read.parquet(str(tmp_path / "coded")).select(f.inline("claims"))

    def pairs(cell):
        run = spark._Run(str(tmp_path / f"work-{cell}"), spark.Settings(cell=cell))
        found = {tuple(row) for row in spark._akin(claims, run).collect()}
        cells = spark._cells(cluster.read.parquet(f"{run.work}/spread"), run)
        sizes = [row["count"] for row in cells.groupBy("block", "cell").count().collect()]
        return found, max(sizes), len(sizes)

    whole, largest, _ = pairs(10_000)
    assert len(whole) > 10_000 and largest >= 600
    divided, largest, n_cells = pairs(25)
    assert divided == whole
    # Parts are drawn by hash, so some are larger than others.
    assert largest < 4 * 25 and n_cells > 100


def executors_of(session):
    """The processes of the executors: the parents of the parents of Python's workers."""

    def above(_):
        import os

        with open(f"/proc/{os.getppid()}/stat") as stat:
            yield int(stat.read().rsplit(")", 1)[1].split()[1])

    return set(session.sparkContext.parallelize(range(8), 8).mapPartitions(above).collect())


def test_an_executor_that_is_killed_costs_no_row(cluster, ledger, news, tmp_path):
    from dragoman import spark

    before = executors_of(cluster)
    assert len(before) == 2
    victim = min(before)
    tracker = cluster.sparkContext.statusTracker()

    def kill():
        while not tracker.getActiveStageIds():
            time.sleep(0.02)
        time.sleep(0.5)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    coded = spark.code(frame_of(cluster, news).repartition(8))
    # Small cells change nothing either.
    merged = spark.merge(coded, str(tmp_path), spark.Settings(cell=3))
    assert of_cluster(merged)["events"] == of_ledger(ledger)["events"]
    killer.join()
    assert victim not in executors_of(cluster)


def test_sail_says_what_a_ledger_says(ledger, news, tmp_path):
    sail = pytest.importorskip("pysail.spark")
    from pyspark.sql import SparkSession

    from dragoman import spark

    server = sail.SparkConnectServer()
    server.start(background=True)
    try:
        _, port = server.listening_address
        session = SparkSession.builder.remote(f"sc://localhost:{port}").create()
        merged = spark.merge(spark.code(frame_of(session, news + news[:5])), str(tmp_path))
        ours, theirs = of_cluster(merged), of_ledger(ledger)
        for name in PARTS:
            assert ours[name] == theirs[name], name
        session.stop()
    finally:
        server.stop()
