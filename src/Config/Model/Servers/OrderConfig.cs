using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>order</c>: gives a directive another place in the order.</summary>
public sealed record OrderConfig
{
    public Setting<string>? Directive { get; init; }

    public Setting<OrderPosition>? Position { get; init; }

    /// <summary>The other directive, for <c>before</c> and <c>after</c>.</summary>
    public Setting<string>? Other { get; init; }
}
