using System.Buffers;
using System.Globalization;
using System.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads durations as Go and Caddy write them: <c>10s</c>, <c>1m30s</c>, <c>250ms</c>, <c>1.5h</c>, <c>1d</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        // Longer names first, so that "ms" is not read as "m".
        ("ns", 0.01m),
        ("us", TimeSpan.TicksPerMicrosecond),
        ("µs", TimeSpan.TicksPerMicrosecond),
        ("μs", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    private static readonly (string Unit, decimal Ticks)[] Written =
    [
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond),
        ("ns", 0.01m),
    ];

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    // Timers of the runtime take no more than this.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Reads one of at most 24 days.</summary>
    public static bool TryParse(string text, out TimeSpan duration) => TryParse(text, Longest, out duration);

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">What is longer is refused.</param>
    /// <param name="duration">What it says.</param>
    public static bool TryParse(string text, TimeSpan longest, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;

        var rest = text.AsSpan();
        var ticks = 0m;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits is <= 0 or > 18
                || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            if (!TryTakeUnit(ref rest, out var unit))
                return false;

            // Divided, because the product may be more than any number holds.
            if (number > (longest.Ticks - ticks) / unit)
                return false;

            ticks += number * unit;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return text.Length > 0;
    }

    /// <summary>The shortest text that says the same.</summary>
    public static string Write(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";

        var text = new StringBuilder();
        var ticks = (decimal)duration.Ticks;
        foreach (var (unit, size) in Written)
        {
            var count = Math.Truncate(ticks / size);
            ticks -= count * size;
            if (count > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
        }

        return text.ToString();
    }

    private static bool TryTakeUnit(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        foreach (var (unit, value) in Units)
        {
            if (rest.StartsWith(unit, StringComparison.Ordinal))
            {
                rest = rest[unit.Length..];
                ticks = value;
                return true;
            }
        }

        ticks = 0;
        return false;
    }
}
