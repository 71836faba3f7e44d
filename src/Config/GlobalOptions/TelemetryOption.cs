using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>telemetry { … }</c>: what is written about requests.</summary>
internal static class TelemetryOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        statement.RefuseArguments(context.Diagnostics);
        return config with
        {
            Telemetry = TelemetryOptions.Table.Read(
                config.Telemetry, BlockOptions.Of(statement, context.Diagnostics), "telemetry", context),
        };
    }
}
