using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>reliability { … }</c>: how failures are met.</summary>
internal static class ReliabilityOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        statement.RefuseArguments(context.Diagnostics);
        return config with
        {
            Reliability = ReliabilityOptions.Table.Read(
                config.Reliability, BlockOptions.Of(statement, context.Diagnostics), "reliability", context),
        };
    }
}
