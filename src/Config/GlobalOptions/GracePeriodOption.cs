using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>grace_period DURATION</c>: how long running requests may take to end.</summary>
internal static class GracePeriodOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        statement.RefuseBlock(context.Diagnostics);
        var values = new OptionReader(BlockOptions.Entry(statement), context);
        return config with
        {
            Reliability = ReliabilityOptions.SetGracePeriod(
                config.Reliability, values, static reader => reader.Duration(mayBeZero: true)),
        };
    }
}
