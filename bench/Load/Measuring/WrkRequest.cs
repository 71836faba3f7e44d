namespace FerroGate.Bench.Load.Measuring;

/// <summary>A request that is sent over and over.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Body">Its JSON; <c>null</c> for none.</param>
/// <param name="Keys">The secrets that its <c>Authorization</c> takes in turn; none for no such header.</param>
internal sealed record WrkRequest(string Method, string? Body, IReadOnlyList<string> Keys)
{
    public static WrkRequest Get { get; } = new("GET", null, []);

    /// <summary>Other header lines.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string ToLua() =>
        $$"""
        wrk.method = "{{Method}}"
        {{(Body is null ? "" : $"wrk.body = [==[{Body}]==]\nwrk.headers[\"Content-Type\"] = \"application/json\"")}}
        {{string.Concat(Headers.Select(header => $"wrk.headers[\"{header.Key}\"] = \"{header.Value}\"\n"))}}
        local keys = { {{string.Join(", ", Keys.Select(key => $"\"{key}\""))}} }
        local requests, at = {}, 0
        function init(args)
            if #keys == 0 then requests[1] = wrk.format() end
            for i, key in ipairs(keys) do
                wrk.headers["Authorization"] = "Bearer " .. key
                requests[i] = wrk.format()
            end
        end
        function request()
            at = at % #requests + 1
            return requests[at]
        end
        function done(summary, latency, requests)
            local errors = summary.errors
            print(string.format("result %d %f %d %d %d %d", summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99),
                latency:percentile(99.9), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
        end
        """;
}
