using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>One value of an option.</summary>
/// <param name="Text">Without quotes; of a number, as it was written.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Kind">What it was written as.</param>
internal readonly record struct OptionValue(string Text, SourceSpan Span, ValueKind Kind)
{
    /// <summary>A word that stood in quotes.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>It is a secret, which <c>adapt</c> does not show.</summary>
    public bool IsSecret { get; init; }
}
