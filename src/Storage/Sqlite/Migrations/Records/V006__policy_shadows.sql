-- What policies on trial would have done with a request, as a JSON array; NULL where they would have let it pass.
ALTER TABLE request_record ADD COLUMN policy_shadows TEXT;
