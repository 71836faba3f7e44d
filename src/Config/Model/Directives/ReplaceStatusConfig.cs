using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>replace_status</c>: gives answers another status.</summary>
public sealed record ReplaceStatusConfig
{
    /// <summary><c>@name</c> of a response matcher; <c>null</c> is every answer.</summary>
    public Setting<string>? Match { get; init; }

    public Setting<Template>? Status { get; init; }
}
