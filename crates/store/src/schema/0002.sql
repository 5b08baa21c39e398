-- The second format: claims are placed one by one in the order of publication, so that what was known on a day follows
-- from what had been published by then; events and threads are called by the rows of their first claims, so that what
-- comes in together stands together on the disk.
DROP VIEW articles;
DROP VIEW claims;
DROP VIEW events;
DROP VIEW life;
DROP VIEW threads;

-- How each article's copies are found: chosen runs of its words by the day on which it was published, since copies
-- are printed within days of each other; and a few of them for articles that have no day.
DROP TABLE print_row;
CREATE TABLE print_row (
    day INTEGER NOT NULL,
    article INTEGER NOT NULL,
    runs BLOB NOT NULL,
    PRIMARY KEY (day, article)
) WITHOUT ROWID;
CREATE TABLE few_row (
    run INTEGER NOT NULL,
    is_dated INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (run, is_dated, article)
) WITHOUT ROWID;
-- The earliest article of which it is a copy.
ALTER TABLE article_row ADD COLUMN copy_of INTEGER;
CREATE INDEX article_by_copy ON article_row (copy_of) WHERE copy_of IS NOT NULL;

DROP INDEX claim_by_kin;
ALTER TABLE claim_row DROP COLUMN kin;
ALTER TABLE claim_row ADD COLUMN latitude REAL;
ALTER TABLE claim_row ADD COLUMN longitude REAL;
-- How much it names: of two claims, the one by which an event is shown.
ALTER TABLE claim_row ADD COLUMN n_named INTEGER NOT NULL DEFAULT 0;
-- What comparing needs of it, when it is taken first; see `dragoman_thread::merge::{Rank, Face}`.
ALTER TABLE claim_row ADD COLUMN face BLOB;
-- What it can be asked for by: marks and roles, as in `claim_mark`.
ALTER TABLE claim_row ADD COLUMN marks BLOB;
-- Whose affair it is.
ALTER TABLE claim_row ADD COLUMN affair TEXT;
-- The earlier claim that it fits best, and how well; `fit` is NULL where it has to be placed anew.
ALTER TABLE claim_row ADD COLUMN parent INTEGER;
ALTER TABLE claim_row ADD COLUMN fit REAL;
DROP INDEX claim_by_article;
CREATE INDEX claim_by_article ON claim_row (article, number);
CREATE INDEX claim_by_witness ON claim_row (witness_of) WHERE witness_of IS NOT NULL;
CREATE INDEX claim_by_affair ON claim_row (affair, learned) WHERE affair IS NOT NULL;
CREATE INDEX witness_by_event ON claim_row (event) WHERE witness_of IS NOT NULL;
-- `event` is the row of the first claim on it.
UPDATE claim_row SET event = (SELECT f.nr FROM claim_row f WHERE f.key = claim_row.event);

DROP TABLE block_row;
CREATE TABLE block_row (
    block INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (block, claim)
) WITHOUT ROWID;

-- What ties claims of an article.
CREATE TABLE link_row (
    article INTEGER NOT NULL,
    one INTEGER NOT NULL,
    two INTEGER NOT NULL,
    weight REAL NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (article, one, two)
) WITHOUT ROWID;

ALTER TABLE event_row RENAME TO event_before;
CREATE TABLE event_row (
    nr INTEGER PRIMARY KEY,
    key INTEGER NOT NULL,
    -- When it is taken, in letters that sort.
    rank TEXT NOT NULL,
    type TEXT NOT NULL,
    modes TEXT NOT NULL,
    status TEXT NOT NULL,
    actors TEXT NOT NULL,
    recipients TEXT NOT NULL,
    date_from TEXT,
    date_to TEXT,
    place TEXT,
    place_country TEXT,
    latitude REAL,
    longitude REAL,
    first_learned TEXT,
    last_learned TEXT,
    n_claims INTEGER NOT NULL,
    n_articles INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL,
    confidence REAL NOT NULL,
    marks BLOB NOT NULL,
    affair TEXT,
    -- The earlier event whose affair it is of, since when, and why; and the first event of that affair.
    parent INTEGER,
    joined TEXT,
    because TEXT,
    thread INTEGER NOT NULL
);
INSERT INTO event_row SELECT c.nr, b.key, '', b.type, b.modes, b.status, b.actors, b.recipients, b.date_from, b.date_to,
    b.place, b.place_country, b.latitude, b.longitude, b.first_learned, b.last_learned, b.n_claims, b.n_articles,
    b.n_outlets, b.confidence, x'', NULL, NULL, NULL, NULL, c.nr
FROM event_before b JOIN claim_row c ON c.key = b.key;
DROP TABLE event_before;
CREATE INDEX event_by_thread ON event_row (thread);
CREATE INDEX event_by_parent ON event_row (parent) WHERE parent IS NOT NULL;
CREATE INDEX event_by_affair ON event_row (affair, rank) WHERE affair IS NOT NULL;

-- Events and threads are made anew.
DELETE FROM step_row;
DELETE FROM event_mark;
DELETE FROM emptied_row;
INSERT INTO emptied_row SELECT nr FROM event_row;
INSERT OR IGNORE INTO pending_row SELECT nr FROM claim_row;
DROP TABLE thread_row;
DROP TABLE member_row;
DROP TABLE tie_row;
DROP TABLE dyad_row;

CREATE VIEW articles AS
SELECT a.nr, a.id, a.published, a.outlet, a.title, a.url, a.language, a.n_claims,
    CASE WHEN a.family = a.nr THEN NULL ELSE (SELECT f.id FROM article_row f WHERE f.nr = a.family) END AS copy_of,
    a.text
FROM article_row a;

CREATE VIEW claims AS
SELECT printf('c%016x', c.key) AS id, c.learned, c.type, c.modes, c.status, c.actors, c.recipients,
    c.date_from, c.date_to, c.place, c.place_country, c.source, c.who, c.confidence, c.quote,
    printf('e%016x', e.key) AS event, a.id AS article, a.outlet,
    (SELECT count(*) FROM claim_row w WHERE w.witness_of = c.key) AS n_witnesses
FROM claim_row c JOIN article_row a ON a.nr = c.article LEFT JOIN event_row e ON e.nr = c.event
WHERE c.witness_of IS NULL;

CREATE VIEW events AS
SELECT printf('e%016x', e.key) AS id, e.type, e.modes, e.status, e.actors, e.recipients, e.date_from, e.date_to,
    e.place, e.place_country, e.first_learned, e.last_learned, e.n_claims, e.n_articles, e.n_outlets, e.confidence,
    printf('t%016x', t.key) AS thread
FROM event_row e LEFT JOIN event_row t ON t.nr = e.thread;

CREATE VIEW life AS
SELECT printf('e%016x', e.key) AS event, s.step, s.learned, s.status, s.date_from, s.date_to, s.n_claims, s.current
FROM step_row s JOIN event_row e ON e.nr = s.event;

CREATE VIEW threads AS
SELECT printf('t%016x', t.key) AS id, t.type, t.actors, t.recipients, t.status, count(*) AS n_events,
    sum(e.n_claims) AS n_claims, min(e.first_learned) AS first_learned, max(e.last_learned) AS last_learned
FROM event_row e JOIN event_row t ON t.nr = e.thread
GROUP BY e.thread;
