-- From where a key may be used and what is noted about it (JSON arrays of strings, as NAME=VALUE), and the secret before this one.
ALTER TABLE virtual_key ADD COLUMN client_ips TEXT NOT NULL DEFAULT '[]';
ALTER TABLE virtual_key ADD COLUMN metadata TEXT NOT NULL DEFAULT '[]';
ALTER TABLE virtual_key ADD COLUMN previous_hash TEXT;
ALTER TABLE virtual_key ADD COLUMN previous_until INTEGER;
CREATE UNIQUE INDEX virtual_key_previous_hash ON virtual_key (previous_hash) WHERE previous_hash IS NOT NULL;

-- When a key was used last, of the store or of the config file. It is no part of the key: a use is no change.
CREATE TABLE key_use (
    id           TEXT    PRIMARY KEY,
    last_used_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The version at which each key changed last, those that are gone too, so that a gateway reads what changed and not everything.
CREATE TABLE key_change (
    id      TEXT    PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO key_change (id, version) SELECT id, ROW_NUMBER() OVER (ORDER BY id) FROM virtual_key;
UPDATE key_version SET version = MAX(version, (SELECT COUNT(*) FROM virtual_key));

DROP TRIGGER virtual_key_inserted;
CREATE TRIGGER virtual_key_inserted AFTER INSERT ON virtual_key
BEGIN
    UPDATE key_version SET version = version + 1;
    INSERT INTO key_change (id, version) SELECT NEW.id, version FROM key_version WHERE true
        ON CONFLICT (id) DO UPDATE SET version = excluded.version;
END;

DROP TRIGGER virtual_key_updated;
CREATE TRIGGER virtual_key_updated AFTER UPDATE ON virtual_key
BEGIN
    UPDATE key_version SET version = version + 1;
    INSERT INTO key_change (id, version) SELECT NEW.id, version FROM key_version WHERE true
        ON CONFLICT (id) DO UPDATE SET version = excluded.version;
END;

DROP TRIGGER virtual_key_deleted;
CREATE TRIGGER virtual_key_deleted AFTER DELETE ON virtual_key
BEGIN
    UPDATE key_version SET version = version + 1;
    INSERT INTO key_change (id, version) SELECT OLD.id, version FROM key_version WHERE true
        ON CONFLICT (id) DO UPDATE SET version = excluded.version;
    DELETE FROM key_use WHERE id = OLD.id;
END;
