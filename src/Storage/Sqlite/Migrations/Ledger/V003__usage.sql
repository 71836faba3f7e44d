-- Whose usage it is, and of what. Rows are found by key, model and user before another is made.
CREATE TABLE usage_subject (
    id                 INTEGER PRIMARY KEY,
    organization_id    TEXT,
    team_id            TEXT,
    project_id         TEXT,
    user_id            TEXT,
    key_id             TEXT    NOT NULL,
    model              TEXT    NOT NULL,
    provider           TEXT,
    provider_model     TEXT
);

CREATE INDEX usage_subject_by_key ON usage_subject (key_id, model, user_id);
CREATE INDEX usage_subject_by_tenant ON usage_subject (organization_id, team_id, project_id, user_id);

-- The sums of entry by the hour, day and month (span 0, 1, 2) in which the exchange was reserved. A counter is NULL where no entry
-- knows it; cost_nano_usd is the sum of the known costs.
CREATE TABLE usage (
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

CREATE INDEX usage_by_subject ON usage (subject, span, start);

-- The id of the last entry that usage counts. Entries behind it are added before anybody reads: those from before this table, and
-- those of an older process that hands over and knows nothing of it.
CREATE TABLE usage_folded (
    last_entry INTEGER NOT NULL
);

INSERT INTO usage_folded VALUES (0);

-- monthly_usage stays, because that process writes to it to its end; nothing reads it any more.
