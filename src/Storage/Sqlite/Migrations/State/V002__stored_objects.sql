-- What providers store under our credentials, and whose it is. Times are microseconds since 1970 in UTC.
CREATE TABLE stored_object (
    id              TEXT    PRIMARY KEY,
    kind            INTEGER NOT NULL,
    response_id     TEXT    NOT NULL,
    exchange_id     BLOB    NOT NULL,
    key_id          TEXT    NOT NULL,
    organization_id TEXT,
    team_id         TEXT,
    project_id      TEXT,
    user_id         TEXT,
    model           TEXT    NOT NULL,
    provider        TEXT    NOT NULL,
    account         TEXT    NOT NULL,
    context_tokens  INTEGER NOT NULL,
    created_at      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX stored_object_by_response ON stored_object (response_id);
CREATE INDEX stored_object_by_age ON stored_object (created_at);

-- What is held for responses that are made in the background. A row stays after its release, so that no start takes its exchange
-- for one that was left open.
CREATE TABLE background_hold (
    exchange_id     BLOB    PRIMARY KEY,
    reserved_at     INTEGER NOT NULL,
    key_id          TEXT    NOT NULL,
    organization_id TEXT,
    team_id         TEXT,
    project_id      TEXT,
    user_id         TEXT,
    model           TEXT    NOT NULL,
    prompt_estimate INTEGER NOT NULL,
    held_tokens     INTEGER NOT NULL,
    output_assumed  INTEGER NOT NULL,
    response_id     TEXT    NOT NULL,
    provider        TEXT    NOT NULL,
    provider_model  TEXT    NOT NULL,
    account         TEXT    NOT NULL,
    is_released     INTEGER NOT NULL
) WITHOUT ROWID;
