-- Lists by time and by key find their rows without reading the whole ledger.
CREATE INDEX entry_by_time ON entry (reserved_at);
CREATE INDEX entry_by_key ON entry (key_id);
