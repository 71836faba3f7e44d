using System.Globalization;

namespace FerroGate.Config.Values;

/// <summary>Reads prices digit by digit as written; no binary fraction ever holds one.</summary>
internal static class PriceText
{
    // A decimal holds 28 digits without rounding.
    private const int MostDigits = 28;

    public static bool TryParse(string text, out decimal price)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        price = 0;
        return text.Count(char.IsAsciiDigit) is > 0 and <= MostDigits
            && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out price)
            && IsExact(text, price);
    }

    // 1e-40 parses, to zero.
    private static bool IsExact(string text, decimal price)
    {
        var mantissa = text.AsSpan()[..(text.AsSpan().IndexOfAny('e', 'E') is var end and >= 0 ? end : text.Length)];
        var isZero = mantissa.IndexOfAnyInRange('1', '9') < 0;
        var mayBeRounded = price.Scale == MostDigits && text.Contains('e', StringComparison.OrdinalIgnoreCase);
        return (price != 0 || isZero) && !mayBeRounded;
    }
}
