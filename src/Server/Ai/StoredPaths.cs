using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Ai;

/// <summary>The paths of responses that a provider has stored. All that is below this place belongs to the AI gateway.</summary>
internal static class StoredPaths
{
    private const string Prefix = "/v1/responses/";

    // What the API knows; a parameter with brackets is a list.
    private static readonly string[] Parameters = ["include", "stream", "starting_after", "include_obfuscation", "after", "limit", "order"];

    /// <summary>It is below the place of stored responses.</summary>
    public static bool Has(string path) => path.Length > Prefix.Length && path.StartsWith(Prefix, StringComparison.Ordinal);

    /// <param name="method">The request's method.</param>
    /// <param name="path">The path, without a query.</param>
    /// <param name="target">The path and query as the client sent them.</param>
    public static AiPathMatch? Match(string method, string path, string target)
    {
        if (!Has(path))
        {
            return null;
        }

        var parts = path[Prefix.Length..].Split('/', 2);
        var rest = parts.Length == 2 ? parts[1] : null;
        return !StoredCall.IsId(parts[0]) ? null : rest switch
        {
            null when method == "DELETE" => Found(new StoredCall(method, parts[0]), "openai.responses.delete"),
            null => Take(method, "GET", "GET, DELETE", parts[0], "", target, "openai.responses.show"),
            "cancel" => Take(method, "POST", "POST", parts[0], "/cancel", target, "openai.responses.cancel"),
            "input_items" => Take(method, "GET", "GET", parts[0], "/input_items", target, "openai.responses.input_items"),
            _ => null,
        };
    }

    private static AiPathMatch Take(string method, string wanted, string allowed, string id, string rest, string target, string name) =>
        method == wanted ? Found(new StoredCall(method, id, rest, QueryOf(target)), name) : new AiPathMatch(null, allowed, false);

    private static AiPathMatch Found(StoredCall call, string name) => new(
        new AiOperation(AiOperationKind.Answer, StoredResponseDialect.Instance, name, Scope.ResponsesCreate)
        {
            Address = new RequestAddress(null, IsStream(call.Query)) { Stored = call },
        },
        null,
        false);

    // In whatever spelling a provider takes for it.
    private static bool IsStream(string query) => query.TrimStart('?').Split('&').Select(Uri.UnescapeDataString).Any(pair =>
        pair == "stream=1" || (pair.StartsWith("stream=", StringComparison.Ordinal) && pair[7..].Equals("true", StringComparison.OrdinalIgnoreCase)));

    // As it was written, for a client and its provider agree on more forms than one.
    private static string QueryOf(string target)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal);
        var known = start < 0 ? [] : target[(start + 1)..].Split('&').Where(IsKnown).ToList();
        return known.Count == 0 ? "" : $"?{string.Join('&', known)}";
    }

    private static bool IsKnown(string pair)
    {
        var name = Uri.UnescapeDataString(pair.Split('=', 2)[0]);
        return Parameters.Contains(name.Split('[', 2)[0], StringComparer.Ordinal);
    }
}
