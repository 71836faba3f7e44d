using FerroGate.Config.Text;
using FerroGate.Core.Exchanges;

namespace FerroGate.Config.Model;

/// <summary>What becomes of an answer whose client has gone.</summary>
public sealed record DisconnectConfig
{
    public Setting<DisconnectAction>? Action { get; init; }

    /// <summary>With <c>drain</c>: for how long it is read on.</summary>
    public Setting<TimeSpan>? Time { get; init; }
}
