-- Every attempt at a provider, as a JSON array, where not the first of them was the answer; NULL for all others.
ALTER TABLE request_record ADD COLUMN attempt_list TEXT;
