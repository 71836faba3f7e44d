using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>copy_response_headers</c>.</summary>
internal static class CopyResponseHeadersDirective
{
    public static IDirective Value { get; } = new Directive<CopyResponseHeadersConfig>(
        "copy_response_headers",
        "Takes headers over from the answer that came; inside `handle_response` only.",
        span => new CopyResponseHeadersConfig(span),
        new Shape<CopyResponseHeadersConfig>
        {
            Check = (copy, owner, context) =>
            {
                if (copy is { Include.Count: > 0, Exclude: [var excluded, ..] })
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.ConflictingOptions, excluded.Span, "`include` and `exclude` exclude each other");
                }
            },
        }
            .List("include", HeaderNameForm.Value, copy => copy.Include, (copy, names) => copy with { Include = names }, "Only these.")
            .List("exclude", HeaderNameForm.Value, copy => copy.Exclude, (copy, names) => copy with { Exclude = names }, "All but these."));
}
