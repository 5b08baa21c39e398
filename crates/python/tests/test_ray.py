"""The map step on Ray, in the ten lines of docs/scale.md."""

import os

import pytest

import dragoman

pytestmark = pytest.mark.cluster
pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def test_ray_codes_what_we_code(news, tmp_path):
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    ray.init(num_cpus=2, include_dashboard=False, _node_ip_address=os.environ.get("RAY_ADDRESS_OF_NODE", "127.0.0.2"))
    try:

        def code(batch: pyarrow.Table) -> pyarrow.Table:
            return pyarrow.table(dragoman.stage("code", batch))

        rows = [{name: one[name] for name in ("id", "date", "text", "outlet", "title")} for one in news]
        articles = ray.data.from_arrow(pyarrow.Table.from_pylist(rows)).repartition(4)
        articles.map_batches(code, batch_format="pyarrow", batch_size=32).write_parquet(str(tmp_path))
        coded = parquet.read_table(tmp_path)
        ours = pyarrow.table(dragoman.stage("code", pyarrow.Table.from_pylist(rows)))
        key = lambda row: row["article"]
        assert sorted(coded.to_pylist(), key=key) == sorted(ours.to_pylist(), key=key)
    finally:
        ray.shutdown()
