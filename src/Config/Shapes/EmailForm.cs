using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>An email address.</summary>
internal static class EmailForm
{
    public static ValueForm<string> Value { get; } = Forms.TextThat(
        "email address",
        text => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(char.IsWhiteSpace),
        "must be an email address",
        DiagnosticCodes.InvalidValue,
        "ops@example.com");
}
