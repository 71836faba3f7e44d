using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Validation;

/// <summary>A listener speaks TLS with everybody or with nobody, and <c>tls</c> is for sites that do.</summary>
internal sealed class ListenersAreTlsOrPlain : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var kinds = new Dictionary<ListenAddress, bool>();
        foreach (var site in config.Sites)
        {
            foreach (var address in site.Addresses)
            {
                var isTls = config.IsTls(site, address.Value);
                if (site.Tls is not null && !isTls)
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.ConflictingOptions,
                        address.Span,
                        $"`{SiteAddressText.Write(address.Value)}` is plain HTTP, and its site says `tls`",
                        "make it a site of its own");
                }
                else if (Conflict(config, site, address.Value, kinds) is { } listener)
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.ConflictingOptions,
                        address.Span,
                        $"`{listener}` is for {(isTls ? "plain HTTP" : "HTTPS")} already, and `{SiteAddressText.Write(address.Value)}` is for {(isTls ? "HTTPS" : "plain HTTP")}",
                        "give one of them another port");
                }
            }
        }
    }

    private static ListenAddress? Conflict(GatewayConfig config, SiteConfig site, SiteAddress address, Dictionary<ListenAddress, bool> kinds)
    {
        var isTls = config.IsTls(site, address);
        foreach (var listener in DataListeners.Of(config, site, address))
        {
            // Beside its own, an address over TLS has a listener that leads to it. What port 0 becomes is not known.
            var kind = isTls && listener.Port == address.PortIn(config);
            if (listener.Port != 0 && !kinds.TryAdd(listener, kind) && kinds[listener] != kind)
                return listener;
        }

        return null;
    }
}
