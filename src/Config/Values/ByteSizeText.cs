using System.Globalization;

namespace FerroGate.Config.Values;

/// <summary>
/// Reads sizes as Caddy does: plain bytes, or a number with a unit of powers of ten (<c>MB</c>, <c>M</c>) or two (<c>MiB</c>,
/// <c>Mi</c>); a part of a byte does not count.
/// </summary>
internal static class ByteSizeText
{
    // The longer of two ends first.
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10),
        ("MiB", 1L << 20),
        ("GiB", 1L << 30),
        ("TiB", 1L << 40),
        ("KB", 1_000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("TB", 1_000_000_000_000),
        ("Ki", 1L << 10),
        ("Mi", 1L << 20),
        ("Gi", 1L << 30),
        ("Ti", 1L << 40),
        ("K", 1_000),
        ("M", 1_000_000),
        ("G", 1_000_000_000),
        ("T", 1_000_000_000_000),
        ("B", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var factor = 1L;
        var number = text.AsSpan();
        foreach (var (unit, value) in Units)
        {
            if (number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                factor = value;
                number = number[..^unit.Length].TrimEnd(' ');
                break;
            }
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / factor)
        {
            return false;
        }

        bytes = (long)(count * factor);
        return true;
    }
}
