using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>A line of a Caddyfile: a name, arguments, and perhaps a block of further lines.</summary>
/// <param name="Name">The first word.</param>
/// <param name="Arguments">The others, without the brace.</param>
/// <param name="Block"><c>null</c> where there is none.</param>
/// <param name="UnsetVariable">A variable that was replaced by nothing on this line.</param>
internal sealed record Statement(Token Name, IReadOnlyList<Token> Arguments, IReadOnlyList<Statement>? Block, string? UnsetVariable)
{
    public SourceSpan Span => Name.Span;

    /// <summary>Refuses a block where none belongs.</summary>
    public void RefuseBlock(DiagnosticBag diagnostics)
    {
        if (Block is not null)
            diagnostics.Error(DiagnosticCodes.UnexpectedBlock, Span, $"`{Name.Text}` takes no block");
    }

    /// <summary>Refuses arguments from a position on.</summary>
    public void RefuseArguments(DiagnosticBag diagnostics, int from = 0)
    {
        if (Arguments.Count > from)
        {
            diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                Arguments[from].Span,
                from == 0 ? $"`{Name.Text}` takes no arguments" : $"`{Name.Text}` has too many arguments");
        }
    }
}
