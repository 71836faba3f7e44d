-- Sums of usage that tell apart less (docs/decisions/0040), for questions that ask for no more: by model (1), by project (2), by organization and
-- model (3), by key (4), by project and model (5). What a row does not tell apart is NULL or, for key and model, ''; subject is made of what it does.
CREATE TABLE usage_rollup (
    rollup           bigint NOT NULL,
    span             bigint NOT NULL,
    start            bigint NOT NULL,
    subject          uuid   NOT NULL,
    organization_id  text,
    team_id          text,
    project_id       text,
    user_id          text,
    key_id           text   NOT NULL,
    model            text   NOT NULL,
    provider         text,
    provider_model   text,
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
    PRIMARY KEY (rollup, span, start, subject)
) WITH (fillfactor = 70);

CREATE INDEX usage_rollup_by_organization ON usage_rollup (organization_id, rollup, span, start) WHERE organization_id IS NOT NULL;
CREATE INDEX usage_rollup_by_user ON usage_rollup (user_id, span, start) WHERE user_id IS NOT NULL;
CREATE INDEX usage_rollup_by_key ON usage_rollup (key_id, span, start) WHERE key_id <> '';

CREATE FUNCTION rolled_up_subject(VARIADIC names text[]) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT encode(substring(sha256(string_agg(
        COALESCE(int4send(octet_length(convert_to(name, 'UTF8'))) || convert_to(name, 'UTF8'), '\xffffffff'::bytea), ''::bytea ORDER BY place)) FOR 16), 'hex')::uuid
    FROM unnest(names) WITH ORDINALITY AS part (name, place)
$$;

-- Adds sums to all rows that they are in, always in the same order, so that two gateways wait for one another and not each for the other.
CREATE FUNCTION roll_up(sums usage[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO usage_rollup AS kept
    SELECT rollup, span, start, rolled_up_subject(organization_id, team_id, project_id, user_id, key_id, model, provider, provider_model),
        organization_id, team_id, project_id, user_id, key_id, model, provider, provider_model,
        clamped(SUM(requests)), clamped(SUM(entries)), clamped(SUM(unknown_cost)), clamped(SUM(unreconciled)), clamped(SUM(budget_tokens)),
        clamped(SUM(cost_nano_usd)), clamped(SUM(input_tokens)), clamped(SUM(cached_input)), clamped(SUM(cache_write_5m)),
        clamped(SUM(cache_write_1h)), clamped(SUM(output_tokens)), clamped(SUM(reasoning_tokens)), clamped(SUM(audio_input)),
        clamped(SUM(audio_output)), clamped(SUM(image_input))
    FROM (
        SELECT rollup.rollup, added.span, added.start,
            CASE WHEN by_organization THEN usage_subject.organization_id END AS organization_id,
            CASE WHEN by_team THEN usage_subject.team_id END AS team_id,
            CASE WHEN by_project THEN usage_subject.project_id END AS project_id,
            CASE WHEN by_user THEN usage_subject.user_id END AS user_id,
            CASE WHEN by_key THEN usage_subject.key_id ELSE '' END AS key_id,
            CASE WHEN by_model THEN usage_subject.model ELSE '' END AS model,
            CASE WHEN by_model THEN usage_subject.provider END AS provider,
            CASE WHEN by_model THEN usage_subject.provider_model END AS provider_model,
            added.requests, added.entries, added.unknown_cost, added.unreconciled, added.budget_tokens, added.cost_nano_usd,
            added.input_tokens, added.cached_input, added.cache_write_5m, added.cache_write_1h, added.output_tokens, added.reasoning_tokens,
            added.audio_input, added.audio_output, added.image_input
        FROM unnest(sums) AS added JOIN usage_subject ON usage_subject.id = added.subject
        CROSS JOIN (VALUES
            (1, false, false, false, false, false, true),
            (2, true, true, true, false, false, false),
            (3, true, false, false, false, false, true),
            (4, true, true, true, true, true, false),
            (5, true, true, true, false, false, true)
        ) AS rollup (rollup, by_organization, by_team, by_project, by_user, by_key, by_model)
    ) AS each
    GROUP BY rollup, span, start, organization_id, team_id, project_id, user_id, key_id, model, provider, provider_model
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (rollup, span, start, subject) DO UPDATE SET
        requests = added(kept.requests, excluded.requests), entries = added(kept.entries, excluded.entries),
        unknown_cost = added(kept.unknown_cost, excluded.unknown_cost), unreconciled = added(kept.unreconciled, excluded.unreconciled),
        budget_tokens = added(kept.budget_tokens, excluded.budget_tokens),
        cost_nano_usd = added(kept.cost_nano_usd, excluded.cost_nano_usd), input_tokens = added(kept.input_tokens, excluded.input_tokens),
        cached_input = added(kept.cached_input, excluded.cached_input),
        cache_write_5m = added(kept.cache_write_5m, excluded.cache_write_5m),
        cache_write_1h = added(kept.cache_write_1h, excluded.cache_write_1h),
        output_tokens = added(kept.output_tokens, excluded.output_tokens),
        reasoning_tokens = added(kept.reasoning_tokens, excluded.reasoning_tokens),
        audio_input = added(kept.audio_input, excluded.audio_input), audio_output = added(kept.audio_output, excluded.audio_output),
        image_input = added(kept.image_input, excluded.image_input)
$$;

-- Done here and not by the gateways, so that those of a version that knows nothing of it do it, too.
CREATE FUNCTION roll_up_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM roll_up(array_agg(added::usage)) FROM added;
    RETURN NULL;
END
$$;

CREATE FUNCTION roll_up_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM roll_up(array_agg(ROW(
        added.span, added.start, added.subject,
        clamped(added.requests::numeric - COALESCE(before.requests, 0)), clamped(added.entries::numeric - COALESCE(before.entries, 0)),
        clamped(added.unknown_cost::numeric - COALESCE(before.unknown_cost, 0)),
        clamped(added.unreconciled::numeric - COALESCE(before.unreconciled, 0)),
        clamped(added.budget_tokens::numeric - COALESCE(before.budget_tokens, 0)),
        clamped(added.cost_nano_usd::numeric - COALESCE(before.cost_nano_usd, 0)),
        clamped(added.input_tokens::numeric - COALESCE(before.input_tokens, 0)),
        clamped(added.cached_input::numeric - COALESCE(before.cached_input, 0)),
        clamped(added.cache_write_5m::numeric - COALESCE(before.cache_write_5m, 0)),
        clamped(added.cache_write_1h::numeric - COALESCE(before.cache_write_1h, 0)),
        clamped(added.output_tokens::numeric - COALESCE(before.output_tokens, 0)),
        clamped(added.reasoning_tokens::numeric - COALESCE(before.reasoning_tokens, 0)),
        clamped(added.audio_input::numeric - COALESCE(before.audio_input, 0)),
        clamped(added.audio_output::numeric - COALESCE(before.audio_output, 0)),
        clamped(added.image_input::numeric - COALESCE(before.image_input, 0)))::usage))
    FROM added JOIN before USING (span, start, subject);
    RETURN NULL;
END
$$;

CREATE TRIGGER usage_added AFTER INSERT ON usage REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roll_up_added();
CREATE TRIGGER usage_changed AFTER UPDATE ON usage REFERENCING OLD TABLE AS before NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roll_up_changed();

-- What is there already, in parts, so that no more is in memory.
SELECT COUNT(roll_up(sums)) FROM (SELECT array_agg(usage) AS sums FROM usage GROUP BY span, start, left(subject::text, 1)) AS parts;
