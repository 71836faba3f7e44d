using System.Globalization;
using System.Net.Http.Headers;
using FerroGate.Config.Values;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>When a limit that was reached is lifted, as OpenAI, Anthropic and those who follow them say it in headers.</summary>
internal static class RateLimitReset
{
    private static readonly (string Remaining, string Reset)[] Limits =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
        ("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
        ("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"),
    ];

    /// <summary>
    /// How long the limits that have nothing left stay so. Where something is left of all, the request wanted more than that of one of them,
    /// and nobody says of which: then the first to be lifted. <c>null</c> where the headers do not tell.
    /// </summary>
    /// <param name="headers">Those of the answer that said no.</param>
    /// <param name="now">The time that dates are read against.</param>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var waits = Limits
            .Select(limit => (IsReached: TextOf(headers, limit.Remaining) is "0", Wait: WaitOf(TextOf(headers, limit.Reset), now)))
            .Where(limit => limit.Wait is not null)
            .ToLookup(limit => limit.IsReached, limit => limit.Wait);
        return waits[true].Any() ? waits[true].Max() : waits[false].Min();
    }

    private static string? TextOf(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First().Trim() : null;

    // OpenAI writes durations of Go, Anthropic dates of RFC 3339, and some write seconds.
    private static TimeSpan? WaitOf(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
        }

        if (DurationText.TryParse(text, TimeSpan.MaxValue, out var duration))
        {
            return duration;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date > now ? date - now : TimeSpan.Zero
            : null;
    }
}
