-- Whether bodies of a key's requests are recorded.
ALTER TABLE virtual_key ADD COLUMN log_bodies INTEGER NOT NULL DEFAULT 0;
