using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>One value of an option.</summary>
/// <param name="Text">Without quotes; of a number, as it was written.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Kind">What it was written as.</param>
internal readonly record struct OptionValue(string Text, SourceSpan Span, ValueKind Kind)
{
    /// <summary>A value that is about to be written, and stands nowhere yet.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kinds">What it may be written as; the first, unless that is a number and the text is none.</param>
    public static OptionValue Of(string text, IReadOnlyList<ValueKind> kinds)
    {
        var isNumber = text.Length > 0 && text.All(character => char.IsAsciiDigit(character) || character is '-' or '.');
        return kinds[0] is ValueKind.Integer or ValueKind.Float && !isNumber && kinds.Contains(ValueKind.String)
            ? new(text, default, ValueKind.String)
            : new(text, default, kinds[0]);
    }

    /// <summary>A word that stood in quotes.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>It is a secret, which <c>adapt</c> does not show.</summary>
    public bool IsSecret { get; init; }
}
