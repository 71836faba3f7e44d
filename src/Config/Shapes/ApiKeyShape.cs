using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>A client's key.</summary>
internal static class ApiKeyShape
{
    public static Shape<ApiKeyConfig> Shape { get; } = new Shape<ApiKeyConfig>(Arguments.InOrder("id"))
    {
        Identity = key => key.Id,
        Check = (key, owner, context) =>
        {
            foreach (var (first, which) in new[] { ("key", "its secret"), ("previous_key", "the secret before") })
            {
                Exclusive.Check(
                    owner,
                    context,
                    DiagnosticCodes.KeySource,
                    $"`api_key {key.Id.Value}` has {which} twice; keep one of `{first}`, `{first}_env` and `{first}_hash`",
                    first,
                    $"{first}_env",
                    $"{first}_hash");
            }
        },
    }
        .Value("id", Forms.Name, key => key.Id, (key, id) => key with { Id = id },
            "The name of the key in logs and lists.", OptionPlace.Line, required: true)
        .Value("name", Forms.Text, key => key.Name, (key, name) => key with { Name = name }, "What people call it.")
        .Add(new KeySourceOption("key", "Its secret, a variable that holds it, or its hash.",
            key => key.Key, (key, secret) => key with { Key = secret }, (key, hash) => key with { Hash = hash }))
        .Value("key_env", Forms.SecretVariable, key => key.Key, (key, secret) => key with { Key = secret },
            "The variable that holds its secret.", alias: true)
        .Value("key_hash", KeyHashForm.Value, key => key.Hash, (key, hash) => key with { Hash = hash },
            "The hash of its secret: `ferrogate hash-key`.")
        .Add(new KeySourceOption("previous_key", "The secret that it had before, accepted for a while longer.",
            key => key.PreviousKey, (key, secret) => key with { PreviousKey = secret }, (key, hash) => key with { PreviousHash = hash }))
        .Value("previous_key_env", Forms.SecretVariable, key => key.PreviousKey, (key, secret) => key with { PreviousKey = secret },
            "The variable that holds the secret before.", alias: true)
        .Value("previous_key_hash", KeyHashForm.Value, key => key.PreviousHash, (key, hash) => key with { PreviousHash = hash },
            "The hash of the secret before.")
        .Value("previous_until_unix", Forms.UnixTime, key => key.PreviousUntil, (key, end) => key with { PreviousUntil = end },
            "Until when the secret before is accepted.")
        .Value("enabled", Forms.Flag, key => key.Enabled, (key, enabled) => key with { Enabled = enabled },
            "Whether it is accepted.", fallback: "true")
        .List("scopes", ScopeForm.Value, key => key.Scopes, (key, scopes) => key with { Scopes = scopes },
            "What it may do.", fallback: "everything on the AI paths, nothing on the admin side")
        .List("allowed_models", Models, key => key.AllowedModels, (key, names) => key with { AllowedModels = names },
            "The models that it may use; `*` stands for any letters.", fallback: "every one")
        .List("denied_models", Models, key => key.DeniedModels, (key, names) => key with { DeniedModels = names },
            "Models that it may not use; that counts more than what is allowed.")
        .List("allowed_providers", Providers, key => key.AllowedProviders, (key, names) => key with { AllowedProviders = names },
            "The providers that may answer it; `*` stands for any letters.", fallback: "every one")
        .List("denied_providers", Providers, key => key.DeniedProviders, (key, names) => key with { DeniedProviders = names },
            "Providers that may not answer it.")
        .Value("organization_id", Forms.Text, key => key.OrganizationId, (key, id) => key with { OrganizationId = id },
            "The organization that it belongs to.")
        .Value("team_id", Forms.Text, key => key.TeamId, (key, id) => key with { TeamId = id }, "The team that it belongs to.")
        .Value("project_id", Forms.Text, key => key.ProjectId, (key, id) => key with { ProjectId = id },
            "The project that it belongs to.")
        .Value("user_id", Forms.Text, key => key.UserId, (key, id) => key with { UserId = id }, "The user that it belongs to.")
        .Value("monthly_token_budget", Forms.Whole(), key => key.MonthlyTokenBudget,
            (key, budget) => key with { MonthlyTokenBudget = budget }, "Tokens in a calendar month (UTC).", fallback: "no limit")
        .Value("request_limit_per_minute", Forms.Int(), key => key.RequestLimitPerMinute,
            (key, limit) => key with { RequestLimitPerMinute = limit }, "Requests in a minute.", fallback: "no limit")
        .Value("expires_at_unix", Forms.UnixTime, key => key.ExpiresAt, (key, end) => key with { ExpiresAt = end },
            "When it ends.", fallback: "never")
        .List("client_ips", ProxyRange.Form, key => key.ClientIps, (key, ranges) => key with { ClientIps = ranges },
            "The addresses from which it may be used; behind a proxy, those that `trusted_proxies` name.", fallback: "every one")
        .List("metadata", MetadataForm.Value, key => key.Metadata, (key, pairs) => key with { Metadata = pairs },
            "What is noted about it, for people and for `key_metadata` of policies.")
        .Value("translation", TranslationForm.Value, key => key.TranslatesStrictly,
            (key, strict) => key with { TranslatesStrictly = strict }, "Whether what a provider's protocol cannot say is named or an error.", fallback: "lenient")
        .Value("cap_output", OutputCapForm.Value, key => key.CapsOutput,
            (key, caps) => key with { CapsOutput = caps }, OutputCapForm.Meaning, fallback: "off")
        .Value("log_bodies", Forms.Flag, key => key.LogBodies, (key, bodies) => key with { LogBodies = bodies },
            "Whether bodies of its requests are recorded where `log_bodies` of `telemetry` asks for that, too.", fallback: "false")
        .Refuse("cache_enabled");

    internal static ValueForm<string> Models => Forms.Text.Such("model name", "fast-chat");

    internal static ValueForm<string> Providers => Forms.Text.Such("provider name", "openai");
}
