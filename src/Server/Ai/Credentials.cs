using System.Net.Http.Headers;
using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using Microsoft.AspNetCore.WebUtilities;

namespace FerroGate.Server.Ai;

/// <summary>Where a client's key may stand: how it is read, and how it is kept from going any further.</summary>
internal static class Credentials
{
    private const string BearerScheme = "Bearer ";

    private static readonly string[] HeaderNames = ["x-api-key", "x-goog-api-key", "api-key"];

    /// <summary>The one key that a request presents; empty where it presents none.</summary>
    public static Outcome<string> Read(HttpRequest request)
    {
        string? found = null;
        foreach (var candidate in Candidates(request))
        {
            if (found is not null && candidate != found)
            {
                return new Refusal(
                    400,
                    ErrorType.InvalidRequest,
                    RefusalCodes.InvalidRequest,
                    "The request carries two different credentials. Send one, as 'Authorization: Bearer …' or as 'x-api-key'.");
            }

            found = candidate;
        }

        return found ?? "";
    }

    /// <summary>Takes every header away whose value is one of our keys.</summary>
    public static void RemoveKeys(HttpRequestHeaders headers, KeyDirectory keys)
    {
        if (headers.TryGetValues("Authorization", out var authorization) && authorization.Any(value => IsKey(Unwrap(value), keys)))
        {
            headers.Remove("Authorization");
        }

        foreach (var name in HeaderNames)
        {
            if (headers.TryGetValues(name, out var values) && values.Any(value => IsKey(value, keys)))
            {
                headers.Remove(name);
            }
        }
    }

    /// <summary>The query without <c>key=</c> parameters whose value is one of our keys.</summary>
    public static QueryString WithoutKeys(QueryString query, KeyDirectory keys)
    {
        if (query.Value is not { Length: > 1 } text || !text.Contains("key=", StringComparison.OrdinalIgnoreCase))
        {
            return query;
        }

        var kept = text[1..].Split('&').Where(part => !HoldsKey(part, keys));
        return new QueryString("?" + string.Join('&', kept));
    }

    private static IEnumerable<string> Candidates(HttpRequest request)
    {
        foreach (var value in request.Headers.Authorization)
        {
            if (Unwrap(value) is { } token)
            {
                yield return token;
            }
        }

        foreach (var value in request.Headers["x-api-key"])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                yield return value.Trim();
            }
        }
    }

    private static string? Unwrap(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase)
        && authorization[BearerScheme.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;

    private static bool HoldsKey(string part, KeyDirectory keys)
    {
        var values = QueryHelpers.ParseQuery(part);
        return values.Any(pair => pair.Key.Equals("key", StringComparison.OrdinalIgnoreCase) && pair.Value.Any(value => IsKey(value, keys)));
    }

    private static bool IsKey(string? value, KeyDirectory keys) =>
        value?.Trim() is { Length: > 0 } secret && keys.Find(KeyHash.Of(secret)) is not null;
}
