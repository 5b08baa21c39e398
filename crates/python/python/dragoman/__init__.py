"""Who did what to whom, when, where, on whose word, and whether it happened: events from news articles.

>>> import dragoman
>>> article = dragoman.read("Kenya recalled its ambassador from Somalia on Monday.", published="2024-05-02")
>>> claim = article.claims[0]
>>> claim.type, claim.mode, claim.status
('SANCTION', ['withdraw'], 'held')
>>> claim.quote == article.text[slice(*claim.span)]
True
"""

from ._dragoman import (
    Article,
    Claim,
    Confirmation,
    DataError,
    DragomanError,
    Ledger,
    LedgerError,
    NotReadError,
    Party,
    Place,
    Reading,
    Source,
    Stream,
    Table,
    __version__,
    read,
    read_files,
    read_many,
    stage,
    to_arrow,
)

__all__ = [
    "Article",
    "Claim",
    "Confirmation",
    "DataError",
    "DragomanError",
    "Ledger",
    "LedgerError",
    "NotReadError",
    "Party",
    "Place",
    "Reading",
    "Source",
    "Stream",
    "Table",
    "__version__",
    "read",
    "read_files",
    "read_many",
    "stage",
    "to_arrow",
]
