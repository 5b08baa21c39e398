-- The first format. What ends in `_row` is for the program; the views below are for people.
CREATE TABLE run_row (
    nr INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    version TEXT NOT NULL
);

CREATE TABLE article_row (
    nr INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    -- Hash of the words and of what is known of them: the same article in other words is another row.
    content INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES run_row (nr),
    url TEXT,
    outlet TEXT,
    title TEXT,
    language TEXT,
    published TEXT,
    -- What is known besides: deck, byline, blocks, origin, how the day is known.
    more TEXT NOT NULL,
    -- NULL where texts are not kept; then `words` has the hashes by which copies are found.
    text TEXT,
    words BLOB,
    n_claims INTEGER NOT NULL,
    -- The first article of its family of copies, by publication; itself where it has none.
    family INTEGER NOT NULL
);
CREATE UNIQUE INDEX article_by_id ON article_row (id, content);
CREATE INDEX article_by_family ON article_row (family);
CREATE INDEX article_by_day ON article_row (published);

-- Runs of words by which copies are found.
CREATE TABLE print_row (
    run_of_words INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (run_of_words, article)
) WITHOUT ROWID;

CREATE TABLE claim_row (
    nr INTEGER PRIMARY KEY,
    -- Made from what is claimed and by which article: the same claim has the same key in every ledger.
    key INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article_row (nr),
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    modes TEXT NOT NULL,
    status TEXT NOT NULL,
    actors TEXT NOT NULL,
    recipients TEXT NOT NULL,
    date_from TEXT,
    date_to TEXT,
    place TEXT,
    place_country TEXT,
    source TEXT NOT NULL,
    who TEXT,
    confidence REAL NOT NULL,
    quote TEXT,
    -- The day on which it became known: that of publication. NULL where that is not known.
    learned TEXT,
    -- The claim as a whole.
    body TEXT NOT NULL,
    -- The claim of another copy that it repeats.
    witness_of INTEGER,
    event INTEGER,
    -- Claims that bear on each other share it; see `dragoman_thread::merge::are_akin`.
    kin INTEGER
);
CREATE INDEX claim_by_key ON claim_row (key);
CREATE INDEX claim_by_article ON claim_row (article);
CREATE INDEX claim_by_event ON claim_row (event);
CREATE INDEX claim_by_kin ON claim_row (kin);
CREATE INDEX claim_by_day ON claim_row (learned);

-- Claims that are not merged into events yet.
CREATE TABLE pending_row (claim INTEGER PRIMARY KEY);
-- Events that may have lost all their claims.
CREATE TABLE emptied_row (event INTEGER PRIMARY KEY);

-- Where to look for claims that are akin: hash of type and party, and the days by which they are compared.
CREATE TABLE block_row (
    block INTEGER NOT NULL,
    first INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (block, first, claim)
) WITHOUT ROWID;

-- Words that name actors, places and outlets, as they are asked for.
CREATE TABLE mark_row (
    nr INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
-- `roles` is 1 for an actor, 2 for a recipient, 4 for a place, 8 for an outlet, and sums of them.
CREATE TABLE claim_mark (
    mark INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    roles INTEGER NOT NULL,
    PRIMARY KEY (mark, claim)
) WITHOUT ROWID;
CREATE TABLE event_mark (
    mark INTEGER NOT NULL,
    event INTEGER NOT NULL,
    roles INTEGER NOT NULL,
    PRIMARY KEY (mark, event)
) WITHOUT ROWID;

CREATE TABLE event_row (
    key INTEGER PRIMARY KEY,
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
    confidence REAL NOT NULL
);

-- The turns of an event's life. `current` is its status once the turn is known, and not what comes later.
CREATE TABLE step_row (
    event INTEGER NOT NULL,
    step INTEGER NOT NULL,
    learned TEXT NOT NULL,
    status TEXT NOT NULL,
    current TEXT NOT NULL,
    date_from TEXT,
    date_to TEXT,
    -- The days of what is current.
    now_from TEXT,
    now_to TEXT,
    n_claims INTEGER NOT NULL,
    PRIMARY KEY (event, step)
) WITHOUT ROWID;
CREATE INDEX step_by_day ON step_row (learned, event);
CREATE INDEX step_by_end ON step_row (now_to, event);

CREATE TABLE thread_row (
    key INTEGER PRIMARY KEY,
    central INTEGER NOT NULL,
    n_events INTEGER NOT NULL,
    first_learned TEXT,
    last_learned TEXT
);

CREATE TABLE member_row (
    event INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL
);
CREATE INDEX member_by_thread ON member_row (thread);

-- What links two events; each pair is entered from both ends.
CREATE TABLE tie_row (
    one INTEGER NOT NULL,
    two INTEGER NOT NULL,
    weight REAL NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (one, two)
) WITHOUT ROWID;

-- Where to look for events between the same two countries, by the days on which they were in the news.
CREATE TABLE dyad_row (
    dyad INTEGER NOT NULL,
    first INTEGER NOT NULL,
    event INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (dyad, first, event)
) WITHOUT ROWID;
CREATE INDEX dyad_by_event ON dyad_row (event);

-- What was changed that had been said before: never silently.
CREATE TABLE log_row (
    nr INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    what TEXT NOT NULL,
    key INTEGER NOT NULL,
    other INTEGER,
    detail TEXT NOT NULL
);
CREATE INDEX log_by_key ON log_row (key);

CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content = '', contentless_delete = 1);
CREATE VIRTUAL TABLE claim_words USING fts5 (quote, parties, title, content = '', contentless_delete = 1);

CREATE VIEW articles AS
SELECT a.nr, a.id, a.published, a.outlet, a.title, a.url, a.language, a.n_claims,
    CASE WHEN a.family = a.nr THEN NULL ELSE (SELECT f.id FROM article_row f WHERE f.nr = a.family) END AS copy_of,
    a.text
FROM article_row a;

CREATE VIEW claims AS
SELECT printf('c%016x', c.key) AS id, c.learned, c.type, c.modes, c.status, c.actors, c.recipients,
    c.date_from, c.date_to, c.place, c.place_country, c.source, c.who, c.confidence, c.quote,
    printf('e%016x', c.event) AS event, a.id AS article, a.outlet,
    (SELECT count(*) FROM claim_row w WHERE w.event = c.event AND w.witness_of = c.key) AS n_witnesses
FROM claim_row c JOIN article_row a ON a.nr = c.article
WHERE c.witness_of IS NULL;

CREATE VIEW events AS
SELECT printf('e%016x', e.key) AS id, e.type, e.modes, e.status, e.actors, e.recipients, e.date_from, e.date_to,
    e.place, e.place_country, e.first_learned, e.last_learned, e.n_claims, e.n_articles, e.n_outlets, e.confidence,
    printf('t%016x', m.thread) AS thread
FROM event_row e LEFT JOIN member_row m ON m.event = e.key;

CREATE VIEW life AS
SELECT printf('e%016x', s.event) AS event, s.step, s.learned, s.status, s.date_from, s.date_to, s.n_claims, s.current
FROM step_row s;

CREATE VIEW threads AS
SELECT printf('t%016x', t.key) AS id, printf('e%016x', t.central) AS central_event, e.type, e.actors, e.recipients,
    e.status, t.n_events, t.first_learned, t.last_learned
FROM thread_row t LEFT JOIN event_row e ON e.key = t.central;
