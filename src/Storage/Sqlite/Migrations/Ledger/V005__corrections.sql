-- A correction is an entry with an identity of its own that says by how much another exchange's was wrong, and why.
ALTER TABLE entry ADD COLUMN corrects BLOB;
ALTER TABLE entry ADD COLUMN reason TEXT;

CREATE INDEX entry_corrects ON entry (corrects) WHERE corrects IS NOT NULL;
