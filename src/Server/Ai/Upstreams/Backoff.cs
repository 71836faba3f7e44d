using System.Globalization;
using System.Net.Http.Headers;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>How long to wait before a provider is asked again: exponential with full jitter, unless it says so itself.</summary>
/// <param name="clock">The clock that dates are read against.</param>
/// <param name="random">A number from 0 to below 1.</param>
internal sealed class Backoff(TimeProvider clock, Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The wait before attempt <paramref name="attempt"/> + 1; the first attempt has number 1.</summary>
    public TimeSpan After(int attempt)
    {
        var ceiling = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds(ceiling * random());
    }

    /// <summary>
    /// What the provider asks for in <c>retry-after-ms</c>, <c>Retry-After</c> or, of a limit that was reached, the headers of
    /// <see cref="RateLimitReset"/>; <c>null</c> where it asks for nothing.
    /// </summary>
    /// <param name="headers">Those of its answer.</param>
    /// <param name="isLimit">A limit was reached; any other answer has those headers too, and means nothing by them.</param>
    public TimeSpan? AskedFor(HttpResponseHeaders headers, bool isLimit)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
            _ => isLimit ? RateLimitReset.Of(headers, clock.GetUtcNow()) : null,
        };
    }

    /// <summary>A wait that is worth it also where another target may answer at once.</summary>
    public static bool IsShort(TimeSpan wait) => wait <= Longest;
}
