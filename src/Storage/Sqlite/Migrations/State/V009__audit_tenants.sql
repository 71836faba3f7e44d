-- Whose it is what was changed, so that those of a tenant see what concerns them.
ALTER TABLE audit_event ADD COLUMN organization_id TEXT;
ALTER TABLE audit_event ADD COLUMN team_id TEXT;
ALTER TABLE audit_event ADD COLUMN project_id TEXT;
ALTER TABLE audit_event ADD COLUMN user_id TEXT;
