-- Everything of a key but its secret. Lists of names are JSON arrays of strings.
CREATE TABLE virtual_key (
    id                   TEXT    PRIMARY KEY,
    hash                 TEXT    NOT NULL UNIQUE,
    name                 TEXT,
    enabled              INTEGER NOT NULL,
    scopes               INTEGER NOT NULL,
    organization_id      TEXT,
    team_id              TEXT,
    project_id           TEXT,
    user_id              TEXT,
    allowed_models       TEXT    NOT NULL,
    denied_models        TEXT    NOT NULL,
    allowed_providers    TEXT    NOT NULL,
    denied_providers     TEXT    NOT NULL,
    requests_per_minute  INTEGER,
    monthly_token_budget INTEGER,
    expires_at           INTEGER,
    created_at           INTEGER NOT NULL
) WITHOUT ROWID;

-- Counts the changes to virtual_key, whoever makes them, so that every gateway notices each of them.
CREATE TABLE key_version (
    version INTEGER NOT NULL
);
INSERT INTO key_version (version) VALUES (0);

CREATE TRIGGER virtual_key_inserted AFTER INSERT ON virtual_key
BEGIN
    UPDATE key_version SET version = version + 1;
END;

CREATE TRIGGER virtual_key_updated AFTER UPDATE ON virtual_key
BEGIN
    UPDATE key_version SET version = version + 1;
END;

CREATE TRIGGER virtual_key_deleted AFTER DELETE ON virtual_key
BEGIN
    UPDATE key_version SET version = version + 1;
END;

CREATE TABLE audit_event (
    id          INTEGER PRIMARY KEY,
    event_id    BLOB    NOT NULL UNIQUE,
    occurred_at INTEGER NOT NULL,
    actor       TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    target      TEXT    NOT NULL,
    outcome     TEXT    NOT NULL,
    message     TEXT
);
