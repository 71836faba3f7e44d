-- The beginning of bodies, of keys that allow it.
ALTER TABLE request_record ADD COLUMN prompt_body TEXT;
ALTER TABLE request_record ADD COLUMN response_body TEXT;
