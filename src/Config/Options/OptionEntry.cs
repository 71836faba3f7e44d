using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>
/// A name with values and a block: what a line of a Caddyfile and a key of TOML have in common. Both languages are read into
/// it and written from it, so that everything behind it exists once.
/// </summary>
/// <param name="Name">The option.</param>
/// <param name="NameSpan">Where its name stands.</param>
/// <param name="Values">What follows it.</param>
/// <param name="Form">How that was written.</param>
internal sealed record OptionEntry(string Name, SourceSpan NameSpan, IReadOnlyList<OptionValue> Values, EntryForm Form)
{
    /// <summary>The lines of its block, or the keys of its table; <c>null</c> where there is none.</summary>
    public IReadOnlyList<OptionEntry>? Block { get; init; }

    /// <summary>A variable replaced by nothing on this line because it is not set.</summary>
    public string? UnsetVariable { get; init; }

    /// <summary>The name stood in quotes; it is a text, and not the beginning of a block or the name of a matcher.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>It is a line that begins with a value, and not with the name of an option.</summary>
    public bool IsRow { get; init; }

    /// <summary>It is the whole of the global options, and has no name of its own.</summary>
    public bool IsWhole { get; init; }

    /// <summary>It is one of several tables of one name, to be written as an item of an array.</summary>
    public bool IsItem { get; init; }

    /// <summary>The name as a value, for lines that begin with one.</summary>
    public OptionValue NameValue => new(Name, NameSpan, ValueKind.Word) { IsQuoted = IsQuoted };

    /// <summary>An entry that is about to be written, and stands nowhere yet.</summary>
    public static OptionEntry Of(string name, params IReadOnlyList<OptionValue> values) =>
        new(name, default, values, values.Count == 1 ? EntryForm.Single : EntryForm.List);

    /// <summary>The same with a block.</summary>
    public static OptionEntry OfBlock(string name, IReadOnlyList<OptionEntry> block) =>
        new(name, default, [], EntryForm.Table) { Block = block };
}
