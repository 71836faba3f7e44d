-- What budgets in money hold, in nano-dollars; an older process that hands over holds none.
ALTER TABLE background_hold ADD COLUMN held_nano_usd INTEGER NOT NULL DEFAULT 0;
