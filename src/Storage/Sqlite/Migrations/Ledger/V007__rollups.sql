-- Sums of usage that tell apart less (docs/decisions/0040), for questions that ask for no more: by model (1), by project (2), by organization and
-- model (3), by key (4). Those by project and model are usage_total. Their subjects have NULL, or '' for key and model, where they tell nothing apart.
CREATE TABLE usage_rollup (
    rollup             INTEGER NOT NULL,
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
    PRIMARY KEY (rollup, span, start, subject)
) WITHOUT ROWID;

-- Their place, as last_total is that of usage_total.
ALTER TABLE usage_folded ADD COLUMN last_rollup INTEGER;

-- Users are found among many subjects.
CREATE INDEX usage_subject_by_user ON usage_subject (user_id, key_id, model) WHERE user_id IS NOT NULL;
