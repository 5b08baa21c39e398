"""dragoman on Apache Spark: articles to claims, events and threads, on any number of machines.

    from dragoman import spark as dragoman

    coded = dragoman.code(spark.read.parquet("articles/"))      # one article after the other: no shuffle
    coded.write.parquet("coded/")
    merged = dragoman.merge(spark.read.parquet("coded/"), "work/")  # many articles together: joins on keys
    merged.events.write.parquet("events/")
    merged.claims.write.parquet("claims/")
    merged.articles.write.parquet("filed/")

The engine shuffles, spills and tries again; what is decided about articles and claims is decided by the functions that a
ledger calls, so the same articles give the same events as `dragoman add`. Columns go to these functions and back as
Arrow, without copies. Sail, which is Spark's door with another engine behind it, runs the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, Optional

from pyspark.sql import functions as f
from pyspark.sql.window import Window

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame

__all__ = ["Merged", "Settings", "code", "merge"]

_CLAIM = (
    "number int, claim bigint, learned date, body string, quote string, affair string, face binary"
)
_CODED = (
    "article string, article_key bigint, content bigint, published date, day date, title string, outlet string, url string, "
    "skipped string, words binary, runs array<bigint>, "
    f"claims array<struct<{', '.join(field.replace(' ', ': ', 1) for field in _CLAIM.split(', '))}>>, "
    "ties array<struct<one: int, two: int, weight: float, because: string>>"
)
_PARTIES = (
    "array<struct<text: string, country: string, sector: string, name: string, office: string, body: string, id: string>>"
)
_CLAIMS = (
    "claim string, event string, learned date, type string, mode array<string>, context array<string>, status string, "
    f"actor {_PARTIES}, recipient {_PARTIES}, `from` date, `to` date, place string, place_country string, latitude float, "
    "longitude float, source string, who string, confidence float, quote string, span_start bigint, span_end bigint, "
    "article string, title string, outlet string, url string, witnesses bigint"
)
_EVENTS = (
    "event string, type string, mode array<string>, status string, actor string, recipient string, `from` date, "
    "`to` date, place string, place_country string, latitude float, longitude float, first_learned date, changed date, "
    "claims bigint, articles bigint, outlets bigint, confidence float, thread string, "
    "life array<struct<learned: date, status: string, `from`: date, `to`: date, claims: bigint>>, "
    "key bigint, members array<bigint>, rank string, affair string"
)


@dataclass(frozen=True)
class Settings:
    """What may be set for a cluster; the results do not depend on it.

    `cell` is how many claims of one block are compared in one place; a larger block is divided, and each two of its
    parts are compared somewhere. `rounds` is how often what hangs together is passed round at most; each round at least
    halves what is left of a chain, so twenty-five are enough for anything that fits on a cluster.
    """

    cell: int = 2000
    rounds: int = 25


@dataclass(frozen=True)
class Merged:
    """What many articles say together, with the columns of a ledger's exports."""

    articles: "DataFrame"
    claims: "DataFrame"
    events: "DataFrame"


def _stage(
    name: str, data: Optional[str] = None
) -> Callable[[Iterable["pyarrow.RecordBatch"]], Iterator["pyarrow.RecordBatch"]]:
    """A function that runs a stage of dragoman over a partition, as `mapInArrow` wants it."""

    def run(batches: Iterable["pyarrow.RecordBatch"]) -> Iterator["pyarrow.RecordBatch"]:
        import pyarrow

        import dragoman

        batches = iter(batches)
        first = next(batches, None)
        if first is None:
            return

        def all_batches() -> Iterator["pyarrow.RecordBatch"]:
            yield first
            yield from batches

        given = pyarrow.RecordBatchReader.from_batches(first.schema, all_batches())
        for batch in pyarrow.RecordBatchReader.from_stream(dragoman.stage(name, given, data=data)):
            yield _as_spark_has_them(batch)

    return run


def _as_spark_has_them(batch: "pyarrow.RecordBatch") -> "pyarrow.RecordBatch":
    """Numbers without a sign as wider ones with a sign, which is what engines on the JVM have."""
    import pyarrow

    def signed(kind: "pyarrow.DataType") -> "pyarrow.DataType":
        if pyarrow.types.is_uint32(kind):
            return pyarrow.int64()
        if pyarrow.types.is_list(kind):
            return pyarrow.list_(signed(kind.value_type))
        if pyarrow.types.is_struct(kind):
            return pyarrow.struct([pyarrow.field(one.name, signed(one.type)) for one in kind])
        return kind

    schema = pyarrow.schema([pyarrow.field(one.name, signed(one.type)) for one in batch.schema])
    return batch if schema == batch.schema else batch.cast(schema)


def _brought(frame: "DataFrame", *by: str) -> "DataFrame":
    """Rows that agree brought to one place. Not every engine does so without being told how many places there are."""
    n_places = frame.sparkSession.conf.get("spark.sql.shuffle.partitions", "200")
    return frame.repartition(int(n_places or 200), *by)


def _grouped(frame: "DataFrame", by: list[str], order: list, stage: str, schema: str) -> "DataFrame":
    """Runs a stage over groups: rows of one group come to one place and stand together there.

    Rows are counted in their groups, which no engine can do without bringing them together and into order. Sorting alone
    would say the same, but an engine may leave out a sort for which it sees no need, as Sail does before a function.
    """
    counted = frame.withColumn("place", f.row_number().over(Window.partitionBy(*by).orderBy(*order)))
    return counted.mapInArrow(_stage(stage), schema)


def code(
    articles: "DataFrame",
    text: str = "text",
    published: Optional[str] = None,
    title: Optional[str] = None,
    url: Optional[str] = None,
    outlet: Optional[str] = None,
    id: Optional[str] = None,
    data: Optional[str] = None,
) -> "DataFrame":
    """Reads and codes articles, each by itself: one row an article, those that were not read with the reason.

    Columns that are not named are taken where they have the usual names `date` or `published`, `title`, `url`,
    `outlet` and `id`. `data` is a folder laid out like the program's `data/`, which every executor must have.
    """
    columns = articles.columns
    usual = {
        "text": text,
        "date": published or next((name for name in ("date", "published") if name in columns), None),
        "title": title or ("title" if "title" in columns else None),
        "url": url or ("url" if "url" in columns else None),
        "outlet": outlet or ("outlet" if "outlet" in columns else None),
        "id": id or ("id" if "id" in columns else None),
    }
    taken = [f.col(name).cast("string").alias(usually) for usually, name in usual.items() if name]
    return articles.select(*taken).mapInArrow(_stage("code", data), _CODED)


def merge(coded: "DataFrame", work: str, settings: Settings = Settings()) -> Merged:
    """Finds copies, merges claims into events and links events into threads.

    `work` is a folder that all executors see, as an address that Spark can write to; what is used more than once is kept
    there as Parquet, so that a lost executor costs what it was doing and no more. It can be deleted when the results
    are written.
    """
    run = _Run(work, settings)
    read = run.keep("read", coded.where(f.col("article_key").isNotNull()).dropDuplicates(["article_key"]))
    families = _families(read, run)
    claims = run.keep("claims", _told(read, families))
    own = claims.where(f.col("witness_of").isNull())
    kin = run.components("kin", _akin(own, run))
    groups = own.join(kin, own["claim"] == kin["member"], "left").select(
        f.coalesce("least", "claim").alias("kin"), "claim", "article_key", "number", "learned", "body"
    )
    events = run.keep("events", _grouped(groups, ["kin"], ["claim"], "merge", _EVENTS))
    placed = run.keep("placed", _placed(claims, events))
    parents = _grouped(_tied(read, placed, events), ["event"], ["to"], "join", "event bigint, parent bigint")
    threads = run.components("threads", parents.select(f.col("event").alias("one"), f.col("parent").alias("two")))
    return Merged(
        articles=_articles(read, families),
        claims=_shown(read, placed),
        events=_events(events, placed, threads),
    )


class _Run:
    """One time of merging: what is kept on the way, and where."""

    def __init__(self, work: str, settings: Settings) -> None:
        self.work = work.rstrip("/")
        self.settings = settings

    def keep(self, name: str, frame: "DataFrame") -> "DataFrame":
        """Writes down what is used more than once. What follows does not go back behind it."""
        path = f"{self.work}/{name}"
        frame.write.mode("overwrite").parquet(path)
        return frame.sparkSession.read.schema(frame.schema).parquet(path)

    def components(self, name: str, pairs: "DataFrame") -> "DataFrame":
        """What hangs together: each `member` with the `least` of its component, which itself is left out.

        In each round every pair is brought to the place of its one and to that of its two; there all that hangs
        together is found, and each member is paired with the least of it. When a round finds nothing new, the pairs are
        stars.
        """
        pairs = pairs.select("one", "two")
        for number in range(self.settings.rounds):
            brought = pairs.select("one", "two", f.explode(f.array("one", "two")).alias("at"))
            found = _brought(brought, "at").mapInArrow(_stage("contract"), "one bigint, two bigint, news boolean")
            found = self.keep(f"{name}-{number}", found)
            pairs = found.select("one", "two").distinct()
            if found.where("news").limit(1).count() == 0:
                return pairs.select(f.col("two").alias("member"), f.col("one").alias("least"))
        rounds = self.settings.rounds
        raise RuntimeError(f"after {rounds} rounds not all of {name} is found; give Settings(rounds={2 * rounds})")


# A run of words that stands in more articles than this at one time is a phrase of the trade and makes no candidates.
_COMMON = 400
# Copies are printed within so many days of each other.
_COPY_DAYS = 4
# Runs of words by which an article is found that has no day.
_FEW = 4


def _families(read: "DataFrame", run: _Run) -> "DataFrame":
    """The copies among articles: `member` and the `least` of its family, those without copies left out.

    Articles of about a day that share a run of words are candidates; of a run that is common, only the first articles
    count, so no run makes more than 80,000 pairs however often it is printed. An article is of the family of the
    earliest one of which it is a copy.
    """
    found = read.select("article_key", "day", f.col("published").isNotNull().alias("is_dated"), "runs")
    stretch = f.floor(f.datediff(f.coalesce("day", f.lit("1970-01-01").cast("date")), f.lit("1970-01-01")) / (_COPY_DAYS + 1))
    runs = found.select("article_key", "day", f.explode(f.array_distinct("runs")).alias("run"), stretch.alias("own"))
    # Two that are no further apart than that are in one stretch or in neighbouring ones.
    runs = runs.select("*", f.explode(f.array(f.col("own"), f.col("own") + 1)).alias("stretch"))
    in_order = Window.partitionBy("run", "stretch").orderBy(f.col("day").asc_nulls_last(), "article_key")
    few = runs.withColumn("place", f.row_number().over(in_order)).where(f.col("place") <= _COMMON)
    near = f.abs(f.datediff("day_one", "day_two")) <= _COPY_DAYS
    both_without = f.col("day_one").isNull() & f.col("day_two").isNull()
    pairs = _sharing(few, ["run", "stretch"], f.struct("article_key", "day")).where(near | both_without)
    first_runs = found.select("article_key", "is_dated", f.explode(f.slice("runs", 1, _FEW)).alias("run"))
    first_in_order = Window.partitionBy("run").orderBy("is_dated", "article_key")
    first_runs = first_runs.withColumn("place", f.row_number().over(first_in_order)).where(f.col("place") <= _COMMON)
    undated = _sharing(first_runs, ["run"], f.struct("article_key", f.col("is_dated").alias("day")))
    undated = undated.where(~(f.col("day_one") & f.col("day_two")))
    pairs = pairs.select("one", "two").union(undated.select("one", "two")).distinct()
    one = read.select(
        f.col("article_key").alias("one"), f.col("published").alias("day_one"), f.col("words").alias("words_one")
    )
    two = read.select(
        f.col("article_key").alias("two"), f.col("published").alias("day_two"), f.col("words").alias("words_two")
    )
    judged = pairs.join(one, "one").join(two, "two")
    judged = judged.select("one", "two", "day_one", "day_two", "words_one", "words_two")
    copies = run.keep("copies", judged.mapInArrow(_stage("judge"), "one bigint, two bigint"))
    order = read.select("article_key", f.struct(*_order_of_articles()).alias("order"))
    both = copies.union(copies.select(f.col("two").alias("one"), f.col("one").alias("two")))
    own = order.select(f.col("article_key").alias("one"), f.col("order").alias("order_one"))
    theirs = order.select(f.col("article_key").alias("two"), f.col("order").alias("order_two"))
    earlier = both.join(own, "one").join(theirs, "two").where(f.col("order_two") < f.col("order_one"))
    of = earlier.groupBy("one").agg(f.min(f.struct("order_two", "two")).alias("first"))
    return run.components("families", of.select("one", f.col("first.two").alias("two")))


def _sharing(frame: "DataFrame", by: list[str], what: "Column") -> "DataFrame":
    """Pairs of articles that share something, as `one` and `two` with what is known of both."""
    groups = frame.groupBy(*by).agg(f.collect_set(what).alias("sharing")).where(f.size("sharing") > 1)
    pairs = groups.select("sharing", f.explode("sharing").alias("a")).select("a", f.explode("sharing").alias("b"))
    pairs = pairs.where(f.col("a.article_key") < f.col("b.article_key"))
    return pairs.select(
        f.col("a.article_key").alias("one"),
        f.col("b.article_key").alias("two"),
        f.col("a.day").alias("day_one"),
        f.col("b.day").alias("day_two"),
    ).distinct()


def _order_of_articles() -> list["Column"]:
    """The order in which articles are taken, of which the first of a family is the first."""
    return [f.col("published").isNull().alias("undated"), f.col("published"), f.col("article"), f.col("content")]


def _order_of_copies() -> list["Column"]:
    """The order of publication, in which the first copy has what it says."""
    return [f.col("published").asc_nulls_last(), f.col("article"), f.col("content"), f.col("number")]


def _told(read: "DataFrame", families: "DataFrame") -> "DataFrame":
    """All claims, one a row, with the one that each repeats."""
    claims = read.select("article", "article_key", "content", "published", "outlet", f.inline("claims"))
    with_copies = families.select(f.col("member").alias("article_key"), f.col("least").alias("family")).union(
        families.select(f.col("least").alias("article_key"), f.col("least").alias("family")).distinct()
    )
    of_copies = claims.join(with_copies, "article_key").select(
        "family", "article_key", "claim", "body", "published", "article", "content", "number"
    )
    witnesses = _grouped(
        of_copies, ["family"], _order_of_copies(), "witness", "claim bigint, witness_of bigint"
    ).where(f.col("witness_of").isNotNull())
    return claims.join(witnesses, "claim", "left")


def _akin(own: "DataFrame", run: _Run) -> "DataFrame":
    """Pairs of claims of which one may join the other, compared in the blocks of their keys.

    In a block some claims are entered and some look for them. A block with many (a type of happening and a country that
    is in the news every day) is divided: those that are entered into parts, those that look into parts, and each part of
    the one meets each of the other in a cell of its own. So the work of the largest block is spread over as many cells
    as it takes, and no cell is larger than two parts.
    """
    spread = own.select("claim", "face").mapInArrow(
        _stage("spread"), "block bigint, side int, claim bigint, face binary"
    )
    spread = run.keep("spread", spread.dropDuplicates(["block", "side", "claim"]))
    cells = _cells(spread, run)
    return _grouped(cells, ["block", "cell"], ["claim", "side"], "akin", "one bigint, two bigint").distinct()


def _cells(spread: "DataFrame", run: _Run) -> "DataFrame":
    """The cells in which claims meet."""
    n_entered, n_looking = f.sum(1 - f.col("side")), f.sum("side")
    sizes = spread.groupBy("block").agg(n_entered.alias("entered"), n_looking.alias("looking"), f.countDistinct("claim").alias("n"))
    sizes = sizes.where((f.col("entered") > 0) & (f.col("looking") > 0) & (f.col("n") > 1))
    parts = f.ceil(f.greatest("entered", "looking") / run.settings.cell).cast("int")
    divided = spread.join(sizes.select("block", parts.alias("parts")), "block")
    divided = divided.withColumn("part", f.expr("cast(pmod(xxhash64(claim), parts) as int)"))
    divided = divided.withColumn("other", f.explode(f.expr("sequence(0, parts - 1)")))
    cell = f.when(f.col("side") == 0, f.col("part") * f.col("parts") + f.col("other"))
    cell = cell.otherwise(f.col("other") * f.col("parts") + f.col("part")).cast("bigint")
    return divided.select("block", cell.alias("cell"), "side", "claim", "face")


def _placed(claims: "DataFrame", events: "DataFrame") -> "DataFrame":
    """All claims with the events that they are on: one that repeats another is on the event of that one."""
    members = events.select(f.col("key").alias("event"), f.explode("members").alias("first"))
    first = f.coalesce("witness_of", "claim").alias("first")
    return claims.select("*", first).join(members, "first")


_TIES = ["event", "article_key", "to_rank", "to", "day", "weight", "because"]


def _tied(read: "DataFrame", placed: "DataFrame", events: "DataFrame") -> "DataFrame":
    """What ties events to earlier ones."""
    ranks = events.select(f.col("key").alias("event"), "rank")
    on = placed.join(ranks, "event").select(
        "article_key", "number", "event", "rank", "learned", f.col("witness_of").isNull().alias("own")
    )
    ties = read.select("article_key", f.inline("ties"))
    ties = ties.select("article_key", f.col("one").alias("number"), f.col("two").alias("other"), "weight", "because").union(
        ties.select("article_key", f.col("two").alias("number"), f.col("one").alias("other"), "weight", "because")
    )
    others = on.select(
        "article_key", f.col("number").alias("other"), f.col("event").alias("to"), f.col("rank").alias("to_rank")
    )
    in_articles = (
        ties.join(on.where("own").withColumnRenamed("learned", "day"), ["article_key", "number"])
        .join(others, ["article_key", "other"])
        .where((f.col("event") != f.col("to")) & (f.col("to_rank") < f.col("rank")))
        .select(*_TIES)
    )
    return in_articles.union(_at_one_time(placed, events))


# What follows within so many days between the same parties is of one affair.
_SAME_TIME_DAYS = 30


def _at_one_time(placed: "DataFrame", events: "DataFrame") -> "DataFrame":
    """Ties each event to the earlier one of its affair of which there was news last.

    All news of an affair and all events that begin it are put in order, and each event looks at the news before it; two
    countries that are in the news every day make as many ties as they have events, and not one for each two.
    """
    ranks = events.select(f.col("key").alias("event"), "rank")
    news = placed.where(f.col("witness_of").isNull() & f.col("affair").isNotNull()).join(ranks, "event")
    told = f.struct(f.col("learned").alias("day"), f.col("rank").alias("to_rank"), f.col("event").alias("to"))
    news = news.select("affair", f.col("learned").alias("day"), "rank", f.lit(1).alias("is_news"), "event", told.alias("told"))
    begins = events.where(f.col("affair").isNotNull()).select(
        "affair",
        f.col("first_learned").alias("day"),
        "rank",
        f.lit(0).alias("is_news"),
        f.col("key").alias("event"),
        f.lit(None).cast("struct<day: date, to_rank: string, to: bigint>").alias("told"),
    )
    in_order = Window.partitionBy("affair").orderBy("day", "rank", "is_news")
    before = f.last("told", ignorenulls=True).over(in_order.rowsBetween(Window.unboundedPreceding, -1))
    last = news.union(begins).withColumn("last", before).where((f.col("is_news") == 0) & f.col("last").isNotNull())
    return last.where(f.date_add(f.col("last.day"), _SAME_TIME_DAYS) >= f.col("day")).select(
        "event",
        f.lit(None).cast("bigint").alias("article_key"),
        f.col("last.to_rank").alias("to_rank"),
        f.col("last.to").alias("to"),
        "day",
        f.lit(1.0).cast("float").alias("weight"),
        f.concat("affair", f.lit(" in the news at the same time")).alias("because"),
    )


def _name(letter: str, key: "Column") -> "Column":
    """A key as it is printed."""
    return f.concat(f.lit(letter), f.lower(f.lpad(f.hex(key), 16, "0")))


def _shown(read: "DataFrame", placed: "DataFrame") -> "DataFrame":
    """Claims with the columns of a ledger's export, those that repeat one left out and counted."""
    repeated = (
        placed.where(f.col("witness_of").isNotNull())
        .groupBy(f.col("witness_of").alias("claim"))
        .agg(f.count("*").alias("witnesses"))
    )
    own = placed.where(f.col("witness_of").isNull())
    own = own.join(repeated, "claim", "left").join(read.select("article_key", "title", "url"), "article_key")
    own = own.select(
        "claim", "event", "learned", "body", "quote", "article", "number", "title", "outlet", "url", "witnesses"
    )
    return own.mapInArrow(_stage("show"), _CLAIMS)


def _events(events: "DataFrame", placed: "DataFrame", threads: "DataFrame") -> "DataFrame":
    """Events with the columns of a ledger's export."""
    counted = placed.groupBy(f.col("event").alias("key")).agg(
        f.countDistinct("article_key").alias("n_articles"), f.countDistinct("outlet").alias("n_outlets")
    )
    of_thread = events.select("key", "rank").join(threads, f.col("key") == f.col("member"), "left")
    of_thread = of_thread.select("key", "rank", f.coalesce("least", "key").alias("least"))
    first = of_thread.groupBy("least").agg(f.min(f.struct("rank", "key")).alias("first"))
    named = of_thread.join(first, "least").select("key", f.col("first.key").alias("thread_key"))
    filled = events.drop("articles", "outlets", "thread").join(counted, "key").join(named, "key")
    filled = filled.withColumns(
        {"articles": f.col("n_articles"), "outlets": f.col("n_outlets"), "thread": _name("t", f.col("thread_key"))}
    )
    return filled.select(*[name for name in events.columns if name not in ("key", "members", "rank", "affair")])


def _articles(read: "DataFrame", families: "DataFrame") -> "DataFrame":
    """Articles with the columns of a ledger's export: a copy names the first of its family."""
    family = f.coalesce("least", "article_key").alias("family")
    of_family = read.join(families, f.col("article_key") == f.col("member"), "left").select(
        "article", "article_key", "content", "published", "title", "outlet", "url", f.size("claims").alias("claims"), family
    )
    in_order = f.struct(*_order_of_articles())
    first = of_family.groupBy("family").agg(f.min(f.struct(in_order, "article", "article_key")).alias("first"))
    is_copy = f.col("article_key") != f.col("first.article_key")
    return of_family.join(first, "family").select(
        "article",
        "published",
        "title",
        "outlet",
        "url",
        f.col("claims").cast("bigint").alias("claims"),
        f.when(is_copy, f.col("first.article")).alias("copy_of"),
    )
