using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai;

/// <summary>Where a client's key may stand, and how it is read.</summary>
internal static class Credentials
{
    private const string BearerScheme = "Bearer ";

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
}
