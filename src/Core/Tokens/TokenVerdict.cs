using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Tokens;

/// <summary>What a token opens.</summary>
/// <param name="Key">The caller; <c>null</c> where there is none.</param>
/// <param name="Refusal">Why there is none.</param>
/// <param name="IsWrong">It was never good: whoever sent it may be trying.</param>
public readonly record struct TokenVerdict(VirtualKey? Key, Refusal? Refusal, bool IsWrong)
{
    public static TokenVerdict Of(VirtualKey key) => new(key, null, false);

    /// <summary>It is wrong, and the message says in what.</summary>
    public static TokenVerdict Wrong(string message) => new(null, No(RefusalCodes.InvalidToken, message), true);

    /// <summary>It was good, or will be.</summary>
    public static TokenVerdict Untimely(string message) => new(null, No(RefusalCodes.TokenExpired, message), false);

    /// <summary>Nobody can tell yet.</summary>
    public static TokenVerdict Unknown(string issuer) => new(
        null,
        new Refusal(503, ErrorType.Api, RefusalCodes.IssuerUnavailable, $"The signing keys of the token issuer '{issuer}' are not known yet. Try again in a moment.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        },
        false);

    private static Refusal No(string code, string message) => new(401, ErrorType.Authentication, code, message);
}
