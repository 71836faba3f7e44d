using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.GlobalOptions;

/// <summary><c>admin off|ADDRESS</c>: the listener for those who operate the gateway.</summary>
internal static class AdminOption
{
    public static GatewayConfig Read(GatewayConfig config, Statement statement, ConfigContext context)
    {
        if (statement.Block is not null)
        {
            context.Diagnostics.NotSupported(statement.Span, "`admin` with a block");
            return config;
        }

        if (statement.Arguments is [{ Text: "off" } off])
            return config with { Admin = config.Admin with { Off = new Setting<bool>(true, off.Span) } };

        if (statement.Arguments is [{ Text: var text, Span: var span }, ..] && text.StartsWith("unix", StringComparison.Ordinal))
        {
            context.Diagnostics.NotSupported(span, "a unix socket for `admin`");
            return config;
        }

        return config with { Admin = config.Admin with { Listen = new OptionReader(BlockOptions.Entry(statement), context).Address() } };
    }
}
