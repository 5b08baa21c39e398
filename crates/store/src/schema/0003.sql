-- The third format: blocks are numbered by their days, so that claims of one time are entered beside each other on the
-- disk and not all over it. They are entered anew.
DELETE FROM block_row;
