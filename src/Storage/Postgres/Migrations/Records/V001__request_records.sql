-- The request records of all gateways of a fleet, in a partition for each day (UTC), which is dropped as a whole when it is old enough. Times
-- and durations are microseconds, moments since 1970 in UTC; NULL is unknown.
CREATE SEQUENCE request_record_id;

CREATE TABLE request_record (
    node                text   NOT NULL,
    exchange_id         uuid   NOT NULL,
    request_id          text   NOT NULL,
    trace_id            text   NOT NULL,
    key_id              text   NOT NULL,
    organization_id     text,
    team_id             text,
    project_id          text,
    user_id             text,
    route               text   NOT NULL,
    model               text,
    provider            text,
    provider_model      text,
    status              bigint,
    error_code          text,
    ending              bigint,
    streamed            bigint NOT NULL,
    started_at          bigint NOT NULL,
    duration            bigint NOT NULL,
    time_to_first_token bigint,
    attempts            bigint NOT NULL,
    input_tokens        bigint,
    cached_input        bigint,
    cache_write_5m      bigint,
    cache_write_1h      bigint,
    output_tokens       bigint,
    reasoning_tokens    bigint,
    audio_input         bigint,
    audio_output        bigint,
    image_input         bigint,
    losses              text,
    attempt_list        text,
    removed_targets     text,
    rescue              text,
    policy_shadows      text,
    prompt_body         text,
    response_body       text,
    id                  bigint NOT NULL DEFAULT nextval('request_record_id'),
    PRIMARY KEY (started_at, exchange_id)
) PARTITION BY RANGE (started_at);

CREATE INDEX request_record_by_id ON request_record (id);
