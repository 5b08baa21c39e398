"""Columns: what pyarrow, Polars and pandas take without copying."""

import json

import pytest

import dragoman

pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture
def articles(news):
    return list(dragoman.read_many(news))


def test_claims_are_columns(articles):
    table = pyarrow.table(dragoman.to_arrow(articles))
    assert table.num_rows == sum(len(article.claims) for article in articles)
    assert table.schema.field("from").type == pyarrow.date32()
    first = table.slice(0, 1).to_pylist()[0]
    claim = articles[0].claims[0]
    assert (first["type"], first["status"], first["quote"]) == (claim.type, claim.status, claim.quote)
    assert first["article"] == articles[0].id and first["claim"].startswith("c")


def test_nothing_is_copied_on_the_way(articles):
    table = dragoman.to_arrow(articles)
    one, two = (pyarrow.table(table).column("span_start").chunk(0).buffers()[1].address for _ in range(2))
    assert one == two, "both look at the same memory"


def test_polars_and_pandas_take_them(articles):
    polars = pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    table = articles[0].to_arrow()
    frame = polars.DataFrame(table)
    assert frame["type"].to_list() == [claim.type for claim in articles[0].claims]
    assert list(table.to_pandas()["type"]) == frame["type"].to_list()
    assert isinstance(table.to_pandas(), pandas.DataFrame)
    assert table.to_polars().columns == table.columns


def test_a_ledger_is_asked_with_the_words_of_the_command_line(tmp_path, articles):
    ledger = dragoman.Ledger(tmp_path / "news.db")
    with pytest.raises(dragoman.LedgerError, match="there is no ledger here"):
        ledger.events()
    assert ledger.add(articles) == len(articles)
    assert ledger.add(articles) == 0
    counts = ledger.counts()
    assert counts["articles"] == len(articles) and counts["copies"] > 5
    events = pyarrow.table(ledger.events())
    assert events.num_rows == counts["events"]
    put_off = pyarrow.table(ledger.events(status="postponed", actor=["KEN"], date="2024", limit=5)).to_pylist()
    assert put_off and all(event["status"] == "postponed" for event in put_off)
    assert len(ledger.claims("ambassador", type="SANCTION")) > 0
    assert len(ledger.articles(outlet="River Post")) > 5
    assert len(ledger.events(as_of="2023-01-01")) == 0
    assert "<table>" in ledger.events(limit=3)._repr_html_()
    thread = ledger.thread(put_off[0]["thread"])
    assert put_off[0]["event"] in pyarrow.table(thread).column("event").to_pylist()
    with pytest.raises(ValueError, match='"colour" is nothing that can be asked for'):
        ledger.events(colour="red")
    with pytest.raises(ValueError, match="status: .* is not one of held"):
        ledger.events(status="over")


def test_a_stage_takes_any_columns_and_says_what_it_lacks(news):
    rows = [{name: article[name] for name in ("id", "date", "text")} for article in news[:4]]
    coded = pyarrow.table(dragoman.stage("code", pyarrow.Table.from_pylist(rows)))
    assert coded.num_rows == 4 and coded.column("article").to_pylist() == [row["id"] for row in rows]
    body = coded.column("claims").to_pylist()[0][0]["body"]
    assert json.loads(body)["type"] == "CONSULT"
    with pytest.raises(ValueError, match="there is no stage"):
        dragoman.stage("guess", coded)
    with pytest.raises(Exception, match="there is no column"):
        pyarrow.table(dragoman.stage("merge", coded))
    with pytest.raises(TypeError, match="has no Arrow columns"):
        dragoman.stage("code", 5)
