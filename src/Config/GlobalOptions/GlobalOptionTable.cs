using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.GlobalOptions;

/// <summary>Every global option: ours, and those of Caddy that are refused by name because we do not have them yet.</summary>
internal static class GlobalOptionTable
{
    private static readonly GlobalOption[] All =
    [
        new("debug", DebugOption.Read),
        new("admin", AdminOption.Read),
        new("grace_period", GracePeriodOption.Read),
        new("shutdown_delay", ShutdownDelayOption.Read),
        new("telemetry", TelemetryOption.Read),
        new("reliability", ReliabilityOption.Read),
        new("data", DataOption.Read),

        new("acme_ca"),
        new("acme_ca_root"),
        new("acme_dns"),
        new("acme_eab"),
        new("auth"),
        new("auto_https"),
        new("cert_issuer"),
        new("cert_lifetime"),
        new("default_bind"),
        new("default_sni"),
        new("dns"),
        new("ech"),
        new("email"),
        new("events"),
        new("fallback_sni"),
        new("filesystem"),
        new("http_port"),
        new("https_port"),
        new("import"),
        new("key_type"),
        new("local_certs"),
        new("log"),
        new("metrics"),
        new("ocsp_interval"),
        new("ocsp_stapling"),
        new("on_demand_tls"),
        new("order"),
        new("persist_config"),
        new("pki"),
        new("preferred_chains"),
        new("renew_interval"),
        new("servers"),
        new("skip_install_trust"),
        new("storage"),
        new("storage_check"),
        new("storage_clean_interval"),
        new("tls_resolvers"),
    ];

    public static GatewayConfig Read(GatewayConfig config, Statement block, ConfigContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in block.Block ?? [])
        {
            var name = statement.Name.Text;
            var option = Array.Find(All, option => option.Name == name);
            if (option is null)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.UnknownOption,
                    statement.Span,
                    $"there is no global option `{name}`",
                    NearestName.Hint(name, All.Select(known => known.Name)));
            }
            else if (option.Read is not { } read)
            {
                context.Diagnostics.NotSupported(statement.Span, $"the global option `{name}`");
            }
            else if (!seen.Add(name))
            {
                context.Diagnostics.Error(DiagnosticCodes.DuplicateOption, statement.Span, $"the global option `{name}` is given twice");
            }
            else
            {
                config = read(config, statement, context);
            }
        }

        return config;
    }
}
