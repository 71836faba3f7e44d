using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A model has one price at a time.</summary>
internal sealed class PricesAreDistinct : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var same in config.Ai.Prices.Where(price => !context.IsIncomplete(price.ProviderModel.Span)).GroupBy(price => (price.Text, price.From?.Value)))
        {
            var first = same.First();
            foreach (var price in same.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateName,
                    price.Provider.Span,
                    $"there are two of `price {price.Text}` with the same beginning; the other is in line {first.Provider.Span.Line}",
                    "`from` says since when a price holds");
            }
        }
    }
}
