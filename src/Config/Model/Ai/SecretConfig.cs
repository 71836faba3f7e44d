namespace FerroGate.Config.Model.Ai;

/// <summary>A secret as config gives it: by itself, or by the name of an environment variable.</summary>
public sealed class SecretConfig
{
    private SecretConfig(string? literal, string? variable)
    {
        Literal = literal;
        Variable = variable;
    }

    /// <summary>The secret itself; <c>null</c> where it stands in a variable.</summary>
    public string? Literal { get; }

    /// <summary>The environment variable that holds it.</summary>
    public string? Variable { get; }

    public static SecretConfig FromLiteral(string value) => new(value, null);

    public static SecretConfig FromVariable(string name) => new(null, name);

    /// <summary>Never the secret.</summary>
    public override string ToString() => Variable is null ? "(secret)" : $"{{env.{Variable}}}";
}
