using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Matchers;

/// <summary>A query parameter or a variable with one of some values.</summary>
public sealed record FieldMatchConfig
{
    public Setting<string>? Name { get; init; }

    public IReadOnlyList<Setting<Template>> Values { get; init; } = [];
}
