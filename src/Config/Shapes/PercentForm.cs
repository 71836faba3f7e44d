using System.Globalization;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A whole percentage of an amount.</summary>
internal static class PercentForm
{
    private const int Most = 1_000;

    public static ValueForm<int> Value { get; } = new()
    {
        Name = "percentage",
        Wanted = "a string such as \"80%\"",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
            value.Text is [.. var digits, '%'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= Most
                ? new(percent, value.Span)
                : reader.Invalid<int>(value, "must be a whole percentage such as 80%, from 1% to 1000%"),
        Write = percent => string.Create(CultureInfo.InvariantCulture, $"{percent}%"),
        Examples = ["50%", "80%"],
    };
}
