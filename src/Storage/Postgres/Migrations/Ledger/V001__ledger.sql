-- The ledgers of all gateways of a fleet; see docs/decisions/0034. Times are microseconds since 1970 in UTC, money is nano-dollars, NULL is
-- unknown.

-- One row for each process start. ledger is the data directory that it was in, by its first journal; shipped is the sequence number of the
-- last entry that is here.
CREATE TABLE journal (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    start_id uuid   NOT NULL UNIQUE,
    ledger   uuid   NOT NULL,
    node     text   NOT NULL,
    shipped  bigint NOT NULL
);

-- Append-only.
CREATE TABLE entry (
    id                 bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    journal            bigint  NOT NULL REFERENCES journal (id),
    sequence           bigint  NOT NULL,
    exchange_id        uuid    NOT NULL,
    failed_attempt     bigint  NOT NULL,
    reserved_at        bigint  NOT NULL,
    settled_at         bigint  NOT NULL,
    key_id             text    NOT NULL,
    organization_id    text,
    team_id            text,
    project_id         text,
    user_id            text,
    model              text    NOT NULL,
    provider           text,
    provider_model     text,
    ending             bigint  NOT NULL,
    status             bigint,
    usage_source       bigint  NOT NULL,
    output_assumed     bigint  NOT NULL,
    cost_nano_usd      bigint,
    input_tokens       bigint,
    cached_input       bigint,
    cache_write_5m     bigint,
    cache_write_1h     bigint,
    output_tokens      bigint,
    reasoning_tokens   bigint,
    audio_input        bigint,
    audio_output       bigint,
    image_input        bigint,
    corrects           uuid,
    reason             text,
    UNIQUE (exchange_id, failed_attempt),
    UNIQUE (journal, sequence, failed_attempt)
);

CREATE INDEX entry_corrects ON entry (corrects) WHERE corrects IS NOT NULL;

-- The chains of the journals as the gateway that wrote them has sealed them; number is the chain's number there.
CREATE TABLE chain (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    journal        bigint NOT NULL REFERENCES journal (id),
    number         bigint NOT NULL,
    key_id         text   NOT NULL,
    beginning      bytea  NOT NULL,
    anchor_entries bigint NOT NULL,
    anchor_cost    bigint NOT NULL,
    anchor_mac     bytea  NOT NULL,
    entries        bigint NOT NULL,
    head           bytea  NOT NULL,
    proof          bytea  NOT NULL,
    UNIQUE (journal, key_id)
);

-- Found by what is sealed and not by its row, so that an exchange that another journal has settled leaves no gap.
CREATE TABLE seal (
    chain          bigint NOT NULL REFERENCES chain (id),
    number         bigint NOT NULL,
    mac            bytea  NOT NULL,
    sequence       bigint NOT NULL,
    exchange_id    uuid   NOT NULL,
    failed_attempt bigint NOT NULL,
    PRIMARY KEY (chain, number)
);

CREATE INDEX seal_by_exchange ON seal (exchange_id, failed_attempt);

-- Whose usage it is, and of what; id is made of the others, so that every gateway comes to the same.
CREATE TABLE usage_subject (
    id              uuid PRIMARY KEY,
    organization_id text,
    team_id         text,
    project_id      text,
    user_id         text,
    key_id          text NOT NULL,
    model           text NOT NULL,
    provider        text,
    provider_model  text
);

CREATE INDEX usage_subject_by_key ON usage_subject (key_id);
CREATE INDEX usage_subject_by_tenant ON usage_subject (organization_id, team_id, project_id, user_id);

-- The sums of entry by the hour, day and month (span 0, 1, 2) in which the exchange was reserved. A counter is NULL where no entry knows it.
CREATE TABLE usage (
    span             bigint NOT NULL,
    start            bigint NOT NULL,
    subject          uuid   NOT NULL REFERENCES usage_subject (id),
    requests         bigint NOT NULL,
    entries          bigint NOT NULL,
    unknown_cost     bigint NOT NULL,
    unreconciled     bigint NOT NULL,
    budget_tokens    bigint NOT NULL,
    cost_nano_usd    bigint NOT NULL,
    input_tokens     bigint,
    cached_input     bigint,
    cache_write_5m   bigint,
    cache_write_1h   bigint,
    output_tokens    bigint,
    reasoning_tokens bigint,
    audio_input      bigint,
    audio_output     bigint,
    image_input      bigint,
    PRIMARY KEY (span, start, subject)
);

CREATE INDEX usage_by_subject ON usage (subject, span, start);

-- What does not fit is the largest number, and not an error.
CREATE FUNCTION clamped(sum numeric) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN sum > 9223372036854775807 THEN 9223372036854775807 WHEN sum < -9223372036854775808 THEN -9223372036854775808 ELSE sum END::bigint $$;
CREATE FUNCTION added(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a ELSE clamped(a::numeric + b) END $$;
