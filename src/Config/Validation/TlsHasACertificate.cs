using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary><c>tls</c> names a certificate: none is got from an authority yet.</summary>
internal sealed class TlsHasACertificate : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var tls in config.Sites.Select(site => site.Tls))
        {
            if (tls is { Certificate: null, Key: null })
            {
                context.Diagnostics.Pending(
                    tls.Span, "`tls` without a certificate", "certificates are not got automatically by this version; write `tls CERT KEY`");
            }
        }
    }
}
