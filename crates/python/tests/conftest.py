"""Articles of our own to read, and a cluster where Java and PySpark are."""

import os
import sys

import pytest

TALKS = (
    "GENEVA — Kenya's foreign minister met his Norwegian counterpart in Geneva on Tuesday. "
    "Norway agreed to send aid to Kenya next month. "
    "The talks had been postponed in March after gunmen attacked a convoy in Somalia."
)


@pytest.fixture
def talks():
    return TALKS


def affair():
    """A year of news about a handful of countries, with copies, updates and happenings that are told of again."""
    countries = ["Kenya", "Norway", "Chad", "Peru", "Ghana", "Nepal"]
    months = ["January", "February", "March", "April", "May", "June", "July", "August"]
    articles = []
    for month, name in enumerate(months, start=1):
        for place, one in enumerate(countries):
            other = countries[(place + month) % len(countries)]
            if one == other:
                continue
            day = f"2024-{month:02}-{5 + place:02}"
            text = (
                f"Ministers of {one} and {other} met in Geneva on {name} {4 + place}. "
                f"{one} agreed to send aid to {other} after {other} condemned an attack by rebels. "
                f"A visit by the president of {other} to {one} was postponed until September, officials said. "
                f"Police in {one} arrested nine people at a march against the new tax on fuel, "
                f"and the interior ministry of {one} promised an inquiry into how the march had been broken up."
            )
            name_of = f"{one}-{other}-{day}".lower()
            articles.append({"id": name_of, "date": day, "text": text, "outlet": "Harbour Times", "title": f"{one} meets {other}"})
            if place % 2:
                copy = text + f" {one} also recalled its ambassador from {other}."
                articles.append({"id": name_of + "-copy", "date": day, "text": copy, "outlet": "River Post", "title": None})
    return articles


@pytest.fixture(scope="session")
def news():
    return affair()


def session_of(master: str, **settings):
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    sql = pytest.importorskip("pyspark.sql")
    builder = sql.SparkSession.builder.master(master)
    defaults = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.memory": "1g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "512",
    }
    for name, value in {**defaults, **settings}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
