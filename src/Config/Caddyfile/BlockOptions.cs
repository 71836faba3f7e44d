using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Hands lines of a Caddyfile to the option tables that both languages share.</summary>
internal static class BlockOptions
{
    /// <summary>The lines of a statement's block; none of them may have a block itself.</summary>
    public static IReadOnlyList<OptionEntry> Of(Statement owner, DiagnosticBag diagnostics)
    {
        foreach (var line in owner.Block ?? [])
            line.RefuseBlock(diagnostics);

        return [.. (owner.Block ?? []).Select(Entry)];
    }

    /// <summary>One line as an option.</summary>
    public static OptionEntry Entry(Statement line) => new(
        line.Name.Text,
        line.Span,
        [.. line.Arguments.Select(word => new OptionValue(word.Text, word.Span, ValueKind.Word))],
        EntryForm.Words,
        line.UnsetVariable);
}
