using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Matchers;

/// <summary>One of some files is there; <c>{file_match.*}</c> tells which.</summary>
public sealed record FileMatchConfig
{
    /// <summary>The folder; the default is what <c>root</c> says.</summary>
    public Setting<Template>? Root { get; init; }

    /// <summary>The default is the path of the request.</summary>
    public IReadOnlyList<Setting<Template>> Files { get; init; } = [];

    public Setting<TryPolicy>? Policy { get; init; }

    /// <summary>Where the path is divided, such as <c>.php</c>.</summary>
    public IReadOnlyList<Setting<string>> SplitPath { get; init; } = [];
}
