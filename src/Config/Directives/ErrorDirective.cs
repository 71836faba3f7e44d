using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>error</c>.</summary>
internal static class ErrorDirective
{
    public static IDirective Value { get; } = new Directive<ErrorConfig>(
        "error",
        "Fails the request, so that `handle_errors` answers it.",
        span => new ErrorConfig(span),
        new Shape<ErrorConfig>(Line)
            .Value("message", Forms.Template, error => error.Message, (error, message) => message.Value.Constant == "" ? error : error with { Message = message },
                "What `{http.error.message}` says.")
            .Value("status", StatusForm.Value, error => error.Status, (error, status) => error with { Status = status },
                "The status.", OptionPlace.Line, fallback: "500"))
    {
        Check = (_, entry, context) =>
        {
            if (entry is { Form: EntryForm.Words, Values: [], Block: null or { Count: 0 } })
                context.Diagnostics.Error(DiagnosticCodes.MissingArgument, entry.NameSpan, "`error` wants a message or a status", "write `error 404`");
        },
    };

    // What says neither has an empty message, which has its place on the line.
    private static Arguments Line
    {
        get
        {
            var words = StatusArguments.Of("message", "[<message>|<status>] [<status>]");
            return Arguments.Of(
                words.Syntax,
                words.Split,
                entries => words.Join(entries) is { Count: > 0 } line ? line : entries.Count > 0 ? [] : [new OptionValue("", default, ValueKind.Word)]);
        }
    }
}
