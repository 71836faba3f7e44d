-- The targets that a request could not go to, with the reason, as a JSON array; NULL where all could be asked.
ALTER TABLE request_record ADD COLUMN removed_targets TEXT;
