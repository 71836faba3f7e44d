using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>copy_response</c>.</summary>
internal static class CopyResponseDirective
{
    public static IDirective Value { get; } = new Directive<CopyResponseConfig>(
        "copy_response",
        "Sends the answer that came; inside `handle_response` only.",
        span => new CopyResponseConfig(span),
        new Shape<CopyResponseConfig>(Arguments.InOrder("status"))
            .Value("status", StatusForm.Value, copy => copy.Status, (copy, status) => copy with { Status = status },
                "Another status.", OptionPlace.Line, fallback: "that of the answer"));
}
