using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>log_append</c>.</summary>
internal static class LogAppendDirective
{
    public static IDirective Value { get; } = new Directive<LogAppendConfig>(
        "log_append",
        "Adds a field to the request's line in the access log.",
        span => new LogAppendConfig(span),
        new Shape<LogAppendConfig>(Arguments.InOrder("field", "value")) { Check = Check }
            .Value("field", Forms.Text.Such("name", "tenant", "<before"), log => log.Field, (log, name) => log with { Field = name },
                "Its name; with `<` before it the value is taken before the request is handled.", OptionPlace.Line, required: true)
            .Value("value", Forms.Template, log => log.Value, (log, value) => log with { Value = value }, "Its value.",
                OptionPlace.Line, required: true));

    private static void Check(LogAppendConfig log, OptionEntry owner, ConfigContext context)
    {
        if (log.Field is { } field && AccessLogFields.All.Contains(field.Value.TrimStart('<')))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.DuplicateName, field.Span, $"every line has a field `{field.Value.TrimStart('<')}` already", "choose another name");
        }
    }
}
