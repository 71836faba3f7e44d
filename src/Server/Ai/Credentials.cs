using FerroGate.Core.Refusals;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai;

/// <summary>Where a client's key may stand, and how it is read.</summary>
internal static class Credentials
{
    private const string BearerScheme = "Bearer ";

    /// <summary>The one key that a request presents; empty where it presents none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="takesQuery">It may stand in <c>?key=</c>, as clients of Google's APIs send it.</param>
    public static Outcome<string> Read(HttpRequest request, bool takesQuery)
    {
        string? found = null;
        foreach (var candidate in Candidates(request, takesQuery))
        {
            if (found is not null && candidate != found)
            {
                return new Refusal(
                    400,
                    ErrorType.InvalidRequest,
                    RefusalCodes.InvalidRequest,
                    "The request carries two different credentials. Send one, as 'Authorization: Bearer …', 'x-api-key' or 'x-goog-api-key'.");
            }

            found = candidate;
        }

        return found ?? "";
    }

    /// <summary>Takes the headers away in which keys stand.</summary>
    public static void Remove(HttpRequest request)
    {
        request.Headers.Authorization = default;
        request.Headers.Remove("x-api-key");
        request.Headers.Remove("x-goog-api-key");
    }

    private static IEnumerable<string> Candidates(HttpRequest request, bool takesQuery)
    {
        foreach (var value in request.Headers.Authorization)
        {
            if (Unwrap(HeaderText.Read(value ?? "")) is { } token)
            {
                yield return token;
            }
        }

        var named = request.Headers["x-api-key"].Concat(request.Headers["x-goog-api-key"]).Select(value => HeaderText.Read(value ?? ""));
        foreach (var value in takesQuery ? named.Concat(request.Query["key"]) : named)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                yield return value.Trim();
            }
        }
    }

    private static string? Unwrap(string authorization) =>
        authorization.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase)
        && authorization[BearerScheme.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;
}
