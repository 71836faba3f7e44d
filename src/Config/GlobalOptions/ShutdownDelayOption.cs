using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>shutdown_delay DURATION</c>: how long the gateway goes on accepting after it was told to stop.</summary>
internal static class ShutdownDelayOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        statement.RefuseBlock(context.Diagnostics);
        var values = new OptionReader(BlockOptions.Entry(statement), context);
        return config with
        {
            Reliability = ReliabilityOptions.SetShutdownDelay(
                config.Reliability, values, static reader => reader.Duration(mayBeZero: true)),
        };
    }
}
