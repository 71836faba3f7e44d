-- Beside its own entry an exchange may have one for each attempt that failed and was charged: failed_attempt is the number of that
-- attempt, 0 in the entry of the exchange itself, which is all that an older process writes while it hands over. A constraint of a
-- table cannot be changed, so the table is made anew.
ALTER TABLE entry RENAME TO entry_before;

CREATE TABLE entry (
    id                 INTEGER PRIMARY KEY,
    journal            INTEGER NOT NULL REFERENCES journal (id),
    sequence           INTEGER NOT NULL,
    exchange_id        BLOB    NOT NULL,
    failed_attempt     INTEGER NOT NULL DEFAULT 0,
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
    UNIQUE (exchange_id, failed_attempt),
    UNIQUE (journal, sequence, failed_attempt)
);

INSERT INTO entry (
    id, journal, sequence, exchange_id, failed_attempt, reserved_at, settled_at, key_id, organization_id,
    team_id, project_id, user_id, model, provider, provider_model, ending, status, usage_source,
    output_assumed, cost_nano_usd, input_tokens, cached_input, cache_write_5m, cache_write_1h, output_tokens,
    reasoning_tokens, audio_input, audio_output, image_input)
SELECT
    id, journal, sequence, exchange_id, 0, reserved_at, settled_at, key_id, organization_id, team_id,
    project_id, user_id, model, provider, provider_model, ending, status, usage_source, output_assumed,
    cost_nano_usd, input_tokens, cached_input, cache_write_5m, cache_write_1h, output_tokens,
    reasoning_tokens, audio_input, audio_output, image_input
FROM entry_before ORDER BY id;

DROP TABLE entry_before;
