namespace FerroGate.Config.Model.Ai;

/// <summary>A secret as config gives it: by itself, by the name of an environment variable, or by the file that holds it.</summary>
public sealed class SecretConfig
{
    private SecretConfig(string? literal, string? variable, string? file)
    {
        Literal = literal;
        Variable = variable;
        File = file;
    }

    /// <summary>The secret itself; <c>null</c> where it stands elsewhere.</summary>
    public string? Literal { get; }

    /// <summary>The environment variable that holds it.</summary>
    public string? Variable { get; }

    /// <summary>The file that holds it, and nothing else but perhaps a line end.</summary>
    public string? File { get; }

    /// <summary>Where it stands, for messages.</summary>
    public string Place => Variable is not null ? $"the environment variable {Variable}" : $"the file {File}";

    public static SecretConfig FromLiteral(string value) => new(value, null, null);

    public static SecretConfig FromVariable(string name) => new(null, name, null);

    public static SecretConfig FromFile(string path) => new(null, null, path);

    /// <summary>The secret; <c>null</c> where its variable is not set, or its file cannot be read.</summary>
    public string? Resolve(Func<string, string?> environment)
    {
        if (Literal is not null)
            return Literal;
        if (Variable is not null)
            return environment(Variable);

        try
        {
            return System.IO.File.ReadAllText(File!).TrimEnd('\r', '\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>As config writes it; never the secret.</summary>
    public override string ToString() => Variable is not null ? $"{{env.{Variable}}}" : File is not null ? $"{{file.{File}}}" : "(secret)";
}
