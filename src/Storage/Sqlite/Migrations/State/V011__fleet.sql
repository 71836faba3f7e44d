-- Where a PostgreSQL is shared with other gateways, virtual_key and resource are a copy of what is there. fleet_copy says of which fleet,
-- and how far; no row: they are this gateway's own.
CREATE TABLE fleet_copy (
    fleet            BLOB    NOT NULL,
    key_version      INTEGER NOT NULL,
    key_stamp        BLOB    NOT NULL,
    resource_version INTEGER NOT NULL
);

-- What the others do not have yet.
ALTER TABLE audit_event ADD COLUMN is_shipped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stored_object ADD COLUMN is_shipped INTEGER NOT NULL DEFAULT 0;
CREATE INDEX audit_event_waiting ON audit_event (id) WHERE is_shipped = 0;
CREATE INDEX stored_object_waiting ON stored_object (id) WHERE is_shipped = 0;

-- Responses that were deleted, and may still be there.
CREATE TABLE forgotten_response (
    response_id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- The newest of each organization are kept.
CREATE INDEX audit_event_by_organization ON audit_event (organization_id, id);
