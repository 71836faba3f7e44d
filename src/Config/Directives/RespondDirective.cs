using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>respond</c>.</summary>
internal static class RespondDirective
{
    public static IDirective Value { get; } = new Directive<RespondConfig>(
        "respond",
        "Answers by itself.",
        span => new RespondConfig(span),
        new Shape<RespondConfig>(StatusArguments.Of("body", "[<body>|<status>] [<status>]"))
            .Value("body", Forms.Template, respond => respond.Body, (respond, body) => body.Value.Constant == "" ? respond : respond with { Body = body },
                "The body.", fallback: "none")
            .Value("status", StatusForm.Value, respond => respond.Status, (respond, status) => respond with { Status = status },
                "The status.", OptionPlace.Line, fallback: "200")
            .Switch("close", respond => respond.Close, (respond, close) => respond with { Close = close },
                "The connection ends after the answer."));
}
