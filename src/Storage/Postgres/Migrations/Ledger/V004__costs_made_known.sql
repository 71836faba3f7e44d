-- A correction that gives a cost to an entry whose cost was unknown: from then on it counts as unknown no longer.
ALTER TABLE entry ADD COLUMN makes_cost_known bigint NOT NULL DEFAULT 0;
