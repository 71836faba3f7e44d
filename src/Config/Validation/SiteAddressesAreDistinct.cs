using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Validation;

/// <summary>No address belongs to two sites, or to one of them twice.</summary>
internal sealed class SiteAddressesAreDistinct : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var addresses = config.Sites.SelectMany(site => site.Addresses);
        foreach (var same in addresses.GroupBy(address => (address.Value.Host, Port: address.Value.PortIn(config), address.Value.Path)))
        {
            var first = same.First();
            foreach (var address in same.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateAddress,
                    address.Span,
                    $"the address {SiteAddressText.Write(address.Value)} is taken already, in line {first.Span.Line}");
            }
        }
    }
}
