-- One row for each process start; projected is the sequence number of its last entry that is here.
CREATE TABLE journal (
    id        INTEGER PRIMARY KEY,
    start_id  BLOB    NOT NULL UNIQUE,
    projected INTEGER NOT NULL
);

-- Append-only. Times are microseconds since 1970 in UTC, money is nano-dollars, NULL is unknown.
CREATE TABLE entry (
    id                 INTEGER PRIMARY KEY,
    journal            INTEGER NOT NULL REFERENCES journal (id),
    sequence           INTEGER NOT NULL,
    exchange_id        BLOB    NOT NULL UNIQUE,
    reserved_at        INTEGER NOT NULL,
    settled_at         INTEGER NOT NULL,
    key_id             TEXT    NOT NULL,
    organization_id    TEXT,
    team_id            TEXT,
    project_id         TEXT,
    user_id            TEXT,
    model              TEXT    NOT NULL,
    provider           TEXT,
    provider_model     TEXT,
    ending             INTEGER NOT NULL,
    status             INTEGER,
    usage_source       INTEGER NOT NULL,
    output_assumed     INTEGER NOT NULL,
    cost_nano_usd      INTEGER,
    input_tokens       INTEGER,
    cached_input       INTEGER,
    cache_write_5m     INTEGER,
    cache_write_1h     INTEGER,
    output_tokens      INTEGER,
    reasoning_tokens   INTEGER,
    audio_input        INTEGER,
    audio_output       INTEGER,
    image_input        INTEGER,
    UNIQUE (journal, sequence)
);

-- The sums of entry by the month in which the exchange was reserved, as year * 100 + month.
-- cost_nano_usd is the sum of the known costs.
CREATE TABLE monthly_usage (
    month         INTEGER NOT NULL,
    key_id        TEXT    NOT NULL,
    tokens        INTEGER NOT NULL,
    cost_nano_usd INTEGER NOT NULL,
    entries       INTEGER NOT NULL,
    PRIMARY KEY (month, key_id)
) WITHOUT ROWID;
