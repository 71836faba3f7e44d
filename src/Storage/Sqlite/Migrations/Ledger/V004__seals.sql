-- The entries of each journal are chained by an HMAC with a key that is not in this file; see docs/decisions/0025. An entry has its seal in
-- a table of its own, so that a process that knows nothing of seals can still add entries while it hands over.

-- The last entry of the journal that is sealed; projected runs ahead of it only by what such a process adds.
ALTER TABLE journal ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;

-- One row for each journal and key. The anchor stands for the entries that were pruned: how many, their known cost, and the seal of the last.
-- proof is an HMAC of all of it, so that the end of a chain cannot be moved.
CREATE TABLE chain (
    id             INTEGER PRIMARY KEY,
    journal        INTEGER NOT NULL REFERENCES journal (id),
    key_id         TEXT    NOT NULL,
    beginning      BLOB    NOT NULL,
    anchor_entries INTEGER NOT NULL,
    anchor_cost    INTEGER NOT NULL,
    anchor_mac     BLOB    NOT NULL,
    entries        INTEGER NOT NULL,
    head           BLOB    NOT NULL,
    proof          BLOB    NOT NULL,
    UNIQUE (journal, key_id)
);

CREATE TABLE seal (
    entry  INTEGER PRIMARY KEY,
    chain  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    mac    BLOB    NOT NULL,
    UNIQUE (chain, number)
);
