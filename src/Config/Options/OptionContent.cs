using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Options;

/// <summary>What an option holds: values of a kind, or the options of a block.</summary>
/// <param name="TypeName">The kind in words, such as <c>duration</c> or <c>block</c>.</param>
internal sealed record OptionContent(string TypeName)
{
    /// <summary>What TOML may write it as.</summary>
    public IReadOnlyList<ValueKind> Kinds { get; init; } = [];

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The case of letters does not count in <see cref="Choices"/>.</summary>
    public bool IgnoresCase { get; init; }

    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>All the words it can be, where other rooms own them.</summary>
    public Func<Vocabulary, IReadOnlyCollection<string>>? Known { get; init; }

    public ValueBounds Bounds { get; init; } = ValueBounds.None;

    /// <summary>The options inside; evaluated late, because blocks hold blocks of their own kind.</summary>
    public Func<IShape>? Shape { get; init; }

    /// <summary>It holds directives.</summary>
    public bool IsDirectives { get; init; }
}
