-- More sums like those of usage_total, each for the questions that ask for no more than it tells apart. A subject is found with NULL and '' for
-- what its table does not tell apart.

-- By model, provider and provider's model.
CREATE TABLE usage_by_model (
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

-- By organization, team and project.
CREATE TABLE usage_by_project (
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

-- By organization, model, provider and provider's model.
CREATE TABLE usage_by_organization (
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

-- By tenant and key.
CREATE TABLE usage_by_key (
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

-- The place of all four, as last_total is that of usage_total.
ALTER TABLE usage_folded ADD COLUMN last_rollup INTEGER;

-- Users are found among many subjects.
CREATE INDEX usage_subject_by_user ON usage_subject (user_id, key_id, model) WHERE user_id IS NOT NULL;
