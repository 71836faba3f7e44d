-- Records that are too old are found without reading all the others.
CREATE INDEX request_record_by_time ON request_record (started_at);
