-- The third format: a claim that is on no event yet is not entered in the index of events, where filing many would
-- put them in and take them out again.
DROP INDEX claim_by_event;
CREATE INDEX claim_by_event ON claim_row (event) WHERE event IS NOT NULL;
