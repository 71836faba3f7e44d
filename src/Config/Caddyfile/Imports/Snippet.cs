namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>A named piece of a Caddyfile: <c>(name) { … }</c>.</summary>
/// <param name="name">Its name with the parentheses around it, as it was written.</param>
/// <param name="body">The words between its braces.</param>
internal sealed class Snippet(Token name, IReadOnlyList<Token> body)
{
    public string Name { get; } = NameOf(name);

    public Token Written { get; } = name;

    public IReadOnlyList<Token> Body { get; } = body;

    public bool IsImported { get; set; }

    /// <summary>Whether a block of this name would be a snippet.</summary>
    public static bool IsName(Token token) => !token.IsQuoted && token.Text.StartsWith('(') && token.Text.EndsWith(')');

    private static string NameOf(Token token) => token.Text[1..^1];
}
