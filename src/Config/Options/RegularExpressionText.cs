using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>Reads regular expressions, and points at the place inside one that is wrong.</summary>
internal static class RegularExpressionText
{
    public static Setting<RegularExpression>? Read(OptionValue value, DiagnosticBag diagnostics)
    {
        if (RegularExpression.TryRead(value.Text, out var pattern, out var error))
            return new(pattern, value.Span);

        // Where the text stands as it was written, the offset inside it is a column.
        var whole = value.Span.Find(value.Text);
        var place = whole.Length == value.Text.Length && error.Offset < whole.Length
            ? whole with { Column = whole.Column + error.Offset, Length = 1 }
            : whole;
        diagnostics.Error(DiagnosticCodes.InvalidRegexp, place, error.Message, error.Hint);
        return null;
    }
}
