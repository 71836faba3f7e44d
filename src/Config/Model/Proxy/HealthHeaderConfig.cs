using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary>A header of the request that asks an upstream whether it is well.</summary>
public sealed record HealthHeaderConfig
{
    public Setting<string>? Name { get; init; }

    /// <summary>Texts that may hold <c>{env.*}</c>; there is no request that another placeholder could speak of.</summary>
    public IReadOnlyList<Setting<Template>> Values { get; init; } = [];
}
