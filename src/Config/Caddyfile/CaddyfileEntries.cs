using FerroGate.Config.Options;

namespace FerroGate.Config.Caddyfile;

/// <summary>Hands lines of a Caddyfile to the shapes that both languages share.</summary>
internal static class CaddyfileEntries
{
    public static OptionEntry Of(Statement statement) =>
        new(statement.Name.Text, statement.Span, [.. statement.Arguments.Select(Value)], EntryForm.Words)
        {
            Block = statement.Block is { } block ? [.. block.Select(Of)] : null,
            UnsetVariable = statement.UnsetVariable,
            IsQuoted = statement.Name.IsQuoted,
        };

    private static OptionValue Value(Token word) => new(word.Text, word.Span, ValueKind.Word) { IsQuoted = word.IsQuoted };
}
