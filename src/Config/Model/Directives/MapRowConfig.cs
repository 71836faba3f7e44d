using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>One line of <c>map</c>.</summary>
public sealed record MapRowConfig
{
    /// <summary>The source must be this; exactly one of this and <see cref="Pattern"/> is given.</summary>
    public Setting<string>? Input { get; init; }

    /// <summary>The source must match this.</summary>
    public Setting<RegularExpression>? Pattern { get; init; }

    /// <summary>One for each destination; <c>-</c> leaves that to the default.</summary>
    public IReadOnlyList<Setting<Template>> Outputs { get; init; } = [];
}
