using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>debug</c>: log at debug level.</summary>
internal static class DebugOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        statement.RefuseArguments(context.Diagnostics);
        statement.RefuseBlock(context.Diagnostics);
        return config with { Debug = new Setting<bool>(true, statement.Span) };
    }
}
