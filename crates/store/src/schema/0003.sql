-- The third format. What lists of events ask first stands in one index, in the order of the last change, so that the
-- events themselves are looked up only where they are shown: the type beside each turn, and whether it is the last one.
DROP INDEX step_by_day;
DROP INDEX step_by_end;
ALTER TABLE step_row ADD COLUMN type TEXT NOT NULL DEFAULT '';
ALTER TABLE step_row ADD COLUMN is_last INTEGER NOT NULL DEFAULT 0;
UPDATE step_row SET type = ifnull((SELECT e.type FROM event_row e WHERE e.nr = step_row.event), ''),
    is_last = NOT EXISTS (SELECT 1 FROM step_row n WHERE n.event = step_row.event AND n.step > step_row.step);
CREATE INDEX step_by_day ON step_row (learned, event, is_last, current, type, now_from, now_to);
-- What is counted of each outlet.
CREATE INDEX article_by_outlet ON article_row (outlet, published, copy_of, n_claims);

-- Blocks are numbered by their days, so that claims of one time are entered beside each other on the disk and not all
-- over it. They are entered anew.
DELETE FROM block_row;
-- What stands all over an index is entered when claims are put into events, many at a time, and not before.
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
