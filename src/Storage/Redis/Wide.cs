using System.Globalization;

namespace FerroGate.Storage.Redis;

/// <summary>
/// Amounts as scripts read and write them: <c>high:low</c>, which stands for high × 10^15 + low, because the numbers of Lua are exact only up
/// to 2^53.
/// </summary>
internal static class Wide
{
    private const long Base = 1_000_000_000_000_000;

    public static string Of(Int128 amount)
    {
        var (high, low) = Int128.DivRem(amount, Base);
        if (low < 0)
            (high, low) = (high - 1, low + Base);
        return string.Create(CultureInfo.InvariantCulture, $"{high}:{low}");
    }

    public static Int128 Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return Int128.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture) * Base + long.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture);
    }
}
