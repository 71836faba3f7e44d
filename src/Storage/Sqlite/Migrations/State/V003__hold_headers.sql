-- The client's headers that say in which part of a provider's account a response is: lines of NAME: VALUE.
ALTER TABLE background_hold ADD COLUMN headers TEXT NOT NULL DEFAULT '';
