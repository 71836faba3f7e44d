using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>
/// Reads secrets: <c>{env.NAME}</c> and <c>env.NAME</c> name a variable, <c>{file.PATH}</c> a file, everything else is the secret itself.
/// </summary>
internal static class SecretText
{
    private const string Prefix = "env.";
    private const string FilePrefix = "{file.";

    public static SecretConfig? Read(string text, SourceSpan span, DiagnosticBag diagnostics)
    {
        var inner = text.StartsWith('{') && text.EndsWith('}') ? text[1..^1] : text;
        if (inner.StartsWith(Prefix, StringComparison.Ordinal) && IsVariableName(inner[Prefix.Length..]))
            return SecretConfig.FromVariable(inner[Prefix.Length..]);

        if (text.StartsWith(FilePrefix, StringComparison.Ordinal) && text.EndsWith('}') && text.Length > FilePrefix.Length + 1)
            return SecretConfig.FromFile(text[FilePrefix.Length..^1]);

        // A secret with a reference inside it would go to the provider with the braces in it.
        if (text.Contains("{env.", StringComparison.Ordinal))
        {
            diagnostics.Error(
                DiagnosticCodes.InvalidSecret, span, "a secret is one `{env.NAME}` alone, or has no `{env.` in it");
            return null;
        }

        return SecretConfig.FromLiteral(text);
    }

    public static bool IsVariableName(string text) =>
        text.Length > 0
        && !char.IsAsciiDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
