-- What could not be said in the other protocol of a translated exchange: PATH=REASON, with commas between; NULL is nothing.
ALTER TABLE request_record ADD COLUMN losses TEXT;
