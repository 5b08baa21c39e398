-- The third format: what is written down where claims are put into events is entered by then and not before, many at a
-- time; and blocks are numbered by their days, so that claims of one time are entered beside each other on the disk and
-- not all over it. Blocks are entered anew.
DELETE FROM block_row;

DROP INDEX claim_by_key;
CREATE INDEX claim_by_key ON claim_row (key) WHERE event IS NOT NULL;
CREATE INDEX new_claim_by_key ON claim_row (key) WHERE event IS NULL;
DROP INDEX claim_by_event;
CREATE INDEX claim_by_event ON claim_row (event) WHERE event IS NOT NULL;
DROP INDEX claim_by_affair;
CREATE INDEX claim_by_affair ON claim_row (affair, learned) WHERE affair IS NOT NULL AND fit IS NOT NULL;

-- Words are gathered in larger heaps before these are merged, so that each is written fewer times.
INSERT INTO article_words (article_words, rank) VALUES ('automerge', 8);
INSERT INTO claim_words (claim_words, rank) VALUES ('automerge', 8);
