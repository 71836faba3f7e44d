using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>data { … }</c>: where the gateway keeps its data.</summary>
internal static class DataOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        statement.RefuseArguments(context.Diagnostics);
        return config with
        {
            Data = DataOptions.Block.Read(config.Data, BlockOptions.Of(statement, context.Diagnostics), "data", context),
        };
    }
}
