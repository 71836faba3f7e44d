using FerroGate.Config.Model;

namespace FerroGate.Config.Toml;

/// <summary>A key at the top of a TOML config.</summary>
/// <param name="Name">The key.</param>
/// <param name="Read"><c>null</c> for one of the product's that is not there yet.</param>
internal sealed record TomlKey(string Name, Func<GatewayConfig, TomlEntry, ConfigContext, GatewayConfig>? Read = null);
