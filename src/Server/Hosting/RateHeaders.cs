using System.Globalization;
using FerroGate.Ai.Dialects;
using FerroGate.Core.Limits;

namespace FerroGate.Server.Hosting;

/// <summary>Tells clients where their limits per minute stand, under the names that they look for.</summary>
internal static class RateHeaders
{
    private static readonly Names Requests = Names.Of("requests");
    private static readonly Names Tokens = Names.Of("tokens");
    private static readonly Names RequestsOfAnthropic = Names.OfAnthropic("requests");
    private static readonly Names TokensOfAnthropic = Names.OfAnthropic("tokens");

    public static void Write(HttpContext http, RateReport rates)
    {
        var isAnthropic = http.Facts().Dialect.RateHeaders == RateHeaderStyle.Anthropic;
        Write(http, isAnthropic ? RequestsOfAnthropic : Requests, isAnthropic, rates.Requests);
        Write(http, isAnthropic ? TokensOfAnthropic : Tokens, isAnthropic, rates.Tokens);
    }

    private static void Write(HttpContext http, Names names, bool isAnthropic, RateStatus? status)
    {
        if (status is null)
            return;

        var headers = http.Response.Headers;
        var seconds = Math.Ceiling(status.Reset.TotalSeconds);
        headers[names.Limit] = status.Limit.ToString(CultureInfo.InvariantCulture);
        headers[names.Remaining] = status.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[names.Reset] = isAnthropic ? Moment(http.Facts().StartedAt.AddSeconds(seconds)) : string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The names of what is said of one unit; made once, not for each answer.</summary>
    private sealed record Names(string Limit, string Remaining, string Reset)
    {
        public static Names Of(string unit) => new($"x-ratelimit-limit-{unit}", $"x-ratelimit-remaining-{unit}", $"x-ratelimit-reset-{unit}");

        public static Names OfAnthropic(string unit) =>
            new($"anthropic-ratelimit-{unit}-limit", $"anthropic-ratelimit-{unit}-remaining", $"anthropic-ratelimit-{unit}-reset");
    }
}
