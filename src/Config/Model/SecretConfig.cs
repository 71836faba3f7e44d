using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>A secret as config gives it: by itself, or by the name of an environment variable.</summary>
public sealed class SecretConfig
{
    private SecretConfig(string? literal, string? variable, SourceSpan span)
    {
        Literal = literal;
        Variable = variable;
        Span = span;
    }

    /// <summary>The secret itself; <c>null</c> where it stands in a variable.</summary>
    public string? Literal { get; }

    /// <summary>The environment variable that holds it.</summary>
    public string? Variable { get; }

    public SourceSpan Span { get; }

    public static SecretConfig FromLiteral(string value, SourceSpan span) => new(value, null, span);

    public static SecretConfig FromVariable(string name, SourceSpan span) => new(null, name, span);

    /// <summary>Never the secret.</summary>
    public override string ToString() => Variable is null ? "(secret)" : $"{{env.{Variable}}}";
}
