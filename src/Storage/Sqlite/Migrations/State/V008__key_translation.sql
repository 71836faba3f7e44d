-- What a key asks of translation and of output, as keys of the config file can.
ALTER TABLE virtual_key ADD COLUMN translation_strict INTEGER NOT NULL DEFAULT 0;
ALTER TABLE virtual_key ADD COLUMN cap_output INTEGER NOT NULL DEFAULT 0;
