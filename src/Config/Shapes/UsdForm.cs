using System.Globalization;
using FerroGate.Config.Options;
using FerroGate.Config.Values;
using FerroGate.Core.Money;

namespace FerroGate.Config.Shapes;

/// <summary>An amount of US dollars that is counted in billionths.</summary>
internal static class UsdForm
{
    private const decimal Most = 1_000_000_000m;

    public static ValueForm<decimal> Value { get; } = new()
    {
        Name = "amount",
        Wanted = "a number or a string with one",
        Kinds = [ValueKind.String, ValueKind.Float, ValueKind.Integer],
        Read = (reader, value) =>
        {
            var text = value.Kind == ValueKind.String ? value.Text : value.Text.Replace("_", "", StringComparison.Ordinal);
            if (!PriceText.TryParse(text, out var amount) || amount * NanoUsd.PerDollar % 1 != 0)
                return reader.Invalid<decimal>(value, "must be an amount of US dollars such as 250 or 0.50, with at most 9 decimal places");

            return amount <= 0 ? reader.Invalid<decimal>(value, "must be more than 0")
                : amount > Most ? reader.Invalid<decimal>(value, "must be 1000000000 or less")
                : new(amount, value.Span);
        },
        Write = amount => amount.ToString(CultureInfo.InvariantCulture),
        Examples = ["250", "0.50"],
        Bounds = new ValueBounds(Least: 0),
    };
}
