using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>A header with one of some values; a value may begin and end with <c>*</c>. A name after <c>!</c> must be absent.</summary>
public sealed record HeaderMatchConfig
{
    public Setting<string>? Name { get; init; }

    public IReadOnlyList<Setting<Template>> Values { get; init; } = [];
}
