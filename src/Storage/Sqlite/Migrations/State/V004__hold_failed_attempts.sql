-- The entries of attempts that failed before and were charged, in the form of the journal; NULL where there were none.
ALTER TABLE background_hold ADD COLUMN failed_attempts BLOB;
