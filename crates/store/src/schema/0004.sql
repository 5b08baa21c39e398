-- The fourth format. Claims can be asked for by those on whose word they are made: `roles` is 16 for a voice besides
-- what it was, in `claim_mark` and `event_mark` and in the marks beside each claim and each event. They are entered anew.
DELETE FROM claim_mark;
DELETE FROM event_mark;
UPDATE event_row SET marks = x'';
