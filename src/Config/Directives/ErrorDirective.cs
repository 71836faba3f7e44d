using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>error</c>.</summary>
internal static class ErrorDirective
{
    public static IDirective Value { get; } = new Directive<ErrorConfig>(
        "error",
        "Fails the request, so that `handle_errors` answers it.",
        span => new ErrorConfig(span),
        new Shape<ErrorConfig>(StatusArguments.Of("message", "[<message>|<status>] [<status>]"))
            .Value("message", Forms.Template, error => error.Message, (error, message) => message.Value.Constant == "" ? error : error with { Message = message },
                "What `{http.error.message}` says.")
            .Value("status", StatusForm.Value, error => error.Status, (error, status) => error with { Status = status },
                "The status.", OptionPlace.Line, fallback: "500"));
}
