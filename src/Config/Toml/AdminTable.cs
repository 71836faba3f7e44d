using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.Toml;

/// <summary>The keys of <c>[admin]</c>.</summary>
internal static class AdminTable
{
    public static OptionTable<AdminConfig> Options { get; } = new(
        [
            new("listen", (admin, values) => admin with { Listen = values.Address() }),
            new("off", (admin, values) => admin with { Off = values.Flag() }),
        ],
        later: ["enabled", "origins"]);
}
