using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>file_server</c>: answers with files.</summary>
public sealed record FileServerConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>The folder; the default is what <c>root</c> says.</summary>
    public Setting<Template>? Root { get; init; }

    /// <summary>Files that are not there for clients.</summary>
    public IReadOnlyList<Setting<Template>> Hide { get; init; } = [];

    /// <summary>What answers for a folder; <c>off</c> means nothing.</summary>
    public IReadOnlyList<Setting<string>> Index { get; init; } = [];

    /// <summary>Lists a folder that has no index.</summary>
    public Setting<bool>? Browse { get; init; }

    /// <summary>Files beside a file that hold it compressed: <c>gzip</c>, <c>br</c>, <c>zstd</c>.</summary>
    public IReadOnlyList<Setting<string>> Precompressed { get; init; } = [];

    public Setting<Template>? Status { get; init; }

    /// <summary>No redirect adds or removes the slash at the end.</summary>
    public Setting<bool>? DisableCanonicalUris { get; init; }

    /// <summary>What is not found is left to the directives that follow.</summary>
    public Setting<bool>? PassThru { get; init; }
}
