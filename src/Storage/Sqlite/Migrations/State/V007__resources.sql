-- What was made through the admin API beside what the config file defines. body is JSON with the keys of the config; secrets are sealed
-- in it. position is the order in which they were made, version that of the last change.
CREATE TABLE resource (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (kind, id)
);

-- Counts the changes to resource, so that every gateway notices each of them.
CREATE TABLE resource_version (
    version INTEGER NOT NULL
);
INSERT INTO resource_version (version) VALUES (0);
