using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>How much may be asked at once and in a minute.</summary>
internal static class LimitShape
{
    public static Shape<LimitConfig> Shape { get; } = new Shape<LimitConfig>(Arguments.InOrder("name"))
    {
        Identity = limit => limit.Name,
    }
        .Value("name", Forms.Name, limit => limit.Name, (limit, name) => limit with { Name = name },
            "What it is called; errors name it.", OptionPlace.Line, required: true)
        .Part(limit => limit.Scope, (limit, scope) => limit with { Scope = scope }, QuotaScopeShape.Shape)
        .Value("requests_per_minute", Forms.Whole(), limit => limit.RequestsPerMinute, (limit, count) => limit with { RequestsPerMinute = count },
            "Requests in a minute.", fallback: "no limit")
        .Value("tokens_per_minute", Forms.Whole(), limit => limit.TokensPerMinute, (limit, count) => limit with { TokensPerMinute = count },
            "Input and output tokens in a minute; what a request may use at most is taken when it begins, and what it has not used is given back at its end.",
            fallback: "no limit")
        .Value("concurrent_requests", Forms.Whole(), limit => limit.ConcurrentRequests, (limit, count) => limit with { ConcurrentRequests = count },
            "Requests that run at a time.", fallback: "no limit")
        .Value("request_size", Forms.Size, limit => limit.RequestSize, (limit, bytes) => limit with { RequestSize = bytes },
            "The size of the body of a request.", fallback: "no limit but `request_body_max_bytes`")
        .Value("fail", FailForm.Value, limit => limit.IsStrict, (limit, isStrict) => limit with { IsStrict = isStrict },
            "What happens to requests while Redis is away: they are admitted without being counted, or refused.", fallback: "open")
        .Value("enabled", Forms.Flag, limit => limit.Enabled, (limit, enabled) => limit with { Enabled = enabled }, "Whether it is applied.", fallback: "true");
}
