using System.Globalization;

namespace FerroGate.Config.Values;

/// <summary>Reads sizes: plain bytes, or a whole number with a unit of powers of ten (<c>MB</c>) or two (<c>MiB</c>).</summary>
internal static class ByteSizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10),
        ("MiB", 1L << 20),
        ("GiB", 1L << 30),
        ("KB", 1_000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("B", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        var factor = 1L;
        var number = text.AsSpan();
        foreach (var (unit, value) in Units)
        {
            if (number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                factor = value;
                number = number[..^unit.Length];
                break;
            }
        }

        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out bytes) || bytes > long.MaxValue / factor)
            return false;

        bytes *= factor;
        return true;
    }
}
