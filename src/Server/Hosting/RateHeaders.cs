using System.Globalization;
using FerroGate.Ai.Dialects;
using FerroGate.Core.Limits;

namespace FerroGate.Server.Hosting;

/// <summary>Tells clients where their limits per minute stand, under the names that they look for.</summary>
internal static class RateHeaders
{
    public static void Write(HttpContext http, RateReport rates)
    {
        Write(http, "requests", rates.Requests);
        Write(http, "tokens", rates.Tokens);
    }

    private static void Write(HttpContext http, string unit, RateStatus? status)
    {
        if (status is null)
            return;

        var headers = http.Response.Headers;
        var facts = http.Facts();
        var (limit, remaining) = (status.Limit.ToString(CultureInfo.InvariantCulture), status.Remaining.ToString(CultureInfo.InvariantCulture));
        var seconds = Math.Ceiling(status.Reset.TotalSeconds);
        if (facts.Dialect.RateHeaders == RateHeaderStyle.Anthropic)
        {
            headers[$"anthropic-ratelimit-{unit}-limit"] = limit;
            headers[$"anthropic-ratelimit-{unit}-remaining"] = remaining;
            headers[$"anthropic-ratelimit-{unit}-reset"] = Moment(facts.StartedAt.AddSeconds(seconds));
        }
        else
        {
            headers[$"x-ratelimit-limit-{unit}"] = limit;
            headers[$"x-ratelimit-remaining-{unit}"] = remaining;
            headers[$"x-ratelimit-reset-{unit}"] = string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
        }
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
