-- Lists by time and by key find their rows without reading the whole ledger.
CREATE INDEX entry_by_time ON entry (reserved_at);
CREATE INDEX entry_by_key ON entry (key_id);

-- The same sums without keys and users (of subjects whose key_id is empty), so that questions about many keys are answered from few rows.
CREATE TABLE usage_total (
    span               INTEGER NOT NULL,
    start              INTEGER NOT NULL,
    subject            INTEGER NOT NULL REFERENCES usage_subject (id),
    requests           INTEGER NOT NULL,
    entries            INTEGER NOT NULL,
    unknown_cost       INTEGER NOT NULL,
    unreconciled       INTEGER NOT NULL,
    budget_tokens      INTEGER NOT NULL,
    cost_nano_usd      INTEGER NOT NULL,
    input_tokens       INTEGER,
    cached_input       INTEGER,
    cache_write_5m     INTEGER,
    cache_write_1h     INTEGER,
    output_tokens      INTEGER,
    reasoning_tokens   INTEGER,
    audio_input        INTEGER,
    audio_output       INTEGER,
    image_input        INTEGER,
    PRIMARY KEY (span, start, subject)
) WITHOUT ROWID;

-- They have a place of their own, for a process of an older version that hands over adds to the other sums only. NULL is before they were made.
ALTER TABLE usage_folded ADD COLUMN last_total INTEGER;

-- One row of it lies far from the next, so it was most of what a busy ledger wrote. The moments of a span are few, and rows are found by them.
DROP INDEX usage_by_subject;
