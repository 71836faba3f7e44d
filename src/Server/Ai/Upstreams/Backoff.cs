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
    /// What the provider asks for in <c>retry-after-ms</c> or <c>Retry-After</c>; <c>null</c> where it asks for nothing. A
    /// caller should not be made to wait longer than <see cref="IsBearable"/>.
    /// </summary>
    public TimeSpan? AskedFor(HttpResponseHeaders headers)
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
            _ => null,
        };
    }

    public static bool IsBearable(TimeSpan wait) => wait <= Longest;
}
