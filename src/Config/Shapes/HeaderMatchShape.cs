using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>A header with one of some values.</summary>
internal static class HeaderMatchShape
{
    public static Shape<HeaderMatchConfig> Shape { get; } = new Shape<HeaderMatchConfig>(Arguments.InOrder("name", "values..."))
        .Value("name", Name, match => match.Name, (match, name) => match with { Name = name },
            "The header; `!` before it: it must be absent.", OptionPlace.Line, required: true)
        .List("values", Forms.HeaderValue, match => match.Values, (match, values) => match with { Values = values },
            "One of these, each perhaps with `*` at its beginning and end.", OptionPlace.Line, fallback: "any value");

    private static ValueForm<string> Name => Forms.TextThat(
        "header name",
        text => HeaderNameForm.IsName(text.StartsWith('!') ? text[1..] : text),
        "must be the name of a header",
        DiagnosticCodes.InvalidHeader,
        "Accept",
        "!Cookie");
}
