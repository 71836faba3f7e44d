-- How an answer of several targets was joined, and where, as a JSON object; NULL where one target has given all of it.
ALTER TABLE request_record ADD COLUMN rescue TEXT;
