using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>A name with values, as both languages write options.</summary>
/// <param name="Name">The option.</param>
/// <param name="NameSpan">Where its name stands.</param>
/// <param name="Values">What follows it.</param>
/// <param name="Form">How that was written.</param>
/// <param name="UnsetVariable">A variable replaced by nothing on this line because it is not set.</param>
internal sealed record OptionEntry(
    string Name,
    SourceSpan NameSpan,
    IReadOnlyList<OptionValue> Values,
    EntryForm Form,
    string? UnsetVariable = null);
