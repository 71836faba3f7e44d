using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>Which answers something applies to.</summary>
internal static class ResponseMatchShape
{
    /// <summary>A status, or a class of them.</summary>
    public static ValueForm<string> Status { get; } = Forms.TextThat(
        "status",
        text => text is [>= '1' and <= '5', 'x', 'x'] || (text.Length == 3 && text.All(char.IsAsciiDigit) && text[0] != '0'),
        "takes statuses such as 404, and classes such as 4xx",
        DiagnosticCodes.InvalidValue,
        "404",
        "5xx");

    public static Shape<ResponseMatchConfig> Shape { get; } = new Shape<ResponseMatchConfig>()
        .List("status", Status, match => match.Statuses, (match, statuses) => match with { Statuses = statuses }, "One of these statuses.")
        .Blocks("header", () => HeaderMatchShape.Shape, match => match.Headers, (match, headers) => match with { Headers = headers },
            _ => new HeaderMatchConfig(), "A header has one of some values.");
}
