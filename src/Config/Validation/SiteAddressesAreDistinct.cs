using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>No address belongs to two sites, or to one of them twice.</summary>
internal sealed class SiteAddressesAreDistinct : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var same in config.Sites.SelectMany(site => site.Addresses).GroupBy(address => address.Value))
        {
            var first = same.First();
            foreach (var address in same.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateAddress,
                    address.Span,
                    $"the address {Name(address.Value)} is taken already, in line {first.Span.Line}");
            }
        }
    }

    private static string Name(SiteAddress address) =>
        address.Host.Length == 0 ? $":{address.Port}" : $"http://{address.Host}:{address.Port}";
}
