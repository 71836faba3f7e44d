using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;

namespace FerroGate.Config.GlobalOptions;

/// <summary>An option of the block at the top of a Caddyfile.</summary>
/// <param name="Name">The word that begins its line.</param>
/// <param name="Read"><c>null</c> for one that is not there yet.</param>
internal sealed record GlobalOption(string Name, Func<GatewayConfig, Statement, ConfigContext, GatewayConfig>? Read = null);
