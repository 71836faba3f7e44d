-- An HMAC of the seal of an entry that is not here because another journal has settled its exchange: that stays known when the other entry is
-- pruned. NULL of entries that are here, of chains that an older key has sealed, and of those from before this column was there.
ALTER TABLE seal ADD COLUMN passed_over bytea;
