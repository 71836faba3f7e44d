namespace FerroGate.Config.Patterns;

/// <summary>A piece of a replacement: text, or a group by number or by name.</summary>
internal sealed record ExpansionPart(bool IsGroup, string Text, int Number)
{
    public static ExpansionPart Literal(string text) => new(false, text, -1);

    public static ExpansionPart Group(string name, int number) => new(true, name, number);
}
