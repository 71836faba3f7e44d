using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary><c>log</c>: a log, and what it holds.</summary>
internal static class LogShape
{
    private const string OneForm = "this version writes JSON lines to standard error; `telemetry` says which";

    public static Shape<LogConfig> Shape { get; } = new Shape<LogConfig>(Arguments.InOrder("name"))
        .Value("name", Forms.Text, log => log.Name, (log, name) => log with { Name = name }, "What the log is called.", OptionPlace.Line,
            pending: OneForm)
        .List("hostnames", Forms.Text.Such("host name", "example.com"), log => log.Hostnames,
            (log, names) => log with { Hostnames = names }, "Only requests to these hosts.", fallback: "every one of the site",
            pending: OneForm)
        .Block("output", () => Output, log => log.Output, (log, output) => log with { Output = output },
            _ => new LogOutputConfig(), "Where lines go.", pending: OneForm)
        .Block("format", () => Format, log => log.Format, (log, format) => log with { Format = format },
            _ => new LogFormatConfig(), "How lines are written.", pending: OneForm)
        .Value("level", Level, log => log.Level, (log, level) => log with { Level = level },
            "How bad a thing must be to be written.", fallback: "INFO", pending: OneForm)
        .Block("sampling", () => Sampling, log => log.Sampling, (log, sampling) => log with { Sampling = sampling },
            _ => new LogSamplingConfig(), "Of many lines in a short time only some are written.", pending: OneForm)
        .Refuse("no_hostname", "write `hostnames` in the logs that are for some hosts only")
        .Refuse("core", "write `output`")
        .Refuse("include")
        .Refuse("exclude");

    private static Shape<LogOutputConfig> Output => field ??= new Shape<LogOutputConfig>(Arguments.InOrder("kind", "target"))
    {
        Check = CheckOutput,
    }
        .Value("kind", OutputKind, output => output.Kind, (output, kind) => output with { Kind = kind },
            "The kind of place.", OptionPlace.Line, required: true)
        .Value("target", Forms.Text.Such("file or address", "/var/log/access.log"), output => output.Target,
            (output, target) => output with { Target = target }, "The file, or the address.", OptionPlace.Line)
        .Value("roll_size", Forms.Size, output => output.RollSize, (output, size) => output with { RollSize = size },
            "A file that has grown so large is put aside.", fallback: "100MiB")
        .Switch("roll_disabled", output => output.RollDisabled, (output, off) => output with { RollDisabled = off },
            "The file is never put aside.")
        .Value("roll_keep", Forms.Int(), output => output.RollKeep, (output, count) => output with { RollKeep = count },
            "How many old files are kept.", fallback: "10")
        .Value("roll_keep_for", LongDuration, output => output.RollKeepFor,
            (output, time) => output with { RollKeepFor = time }, "How long they are kept.", fallback: "2160h");

    private static Shape<LogFormatConfig> Format => field ??= new Shape<LogFormatConfig>(Arguments.InOrder("kind"))
        .Value("kind", FormatKind(LogFormatKind.Filter), format => format.Kind, (format, kind) => format with { Kind = kind },
            "The form of a line.", OptionPlace.Line, required: true)
        .Value("wrap", FormatKind(), format => format.Wrap, (format, wrap) => format with { Wrap = wrap },
            "Kind `filter`: the form behind it.", fallback: "json")
        .Block("fields", () => Fields, format => format.Filters.Count > 0 ? format : null,
            (format, fields) => format with { Filters = fields.Filters },
            _ => new LogFormatConfig(), "Kind `filter`: what happens to which field.", OptionPlace.CaddyfileOnly)
        .Blocks("fields", () => Filter, format => format.Filters, (format, filters) => format with { Filters = filters },
            _ => new LogFilterConfig(), "Kind `filter`: what happens to which field.", OptionPlace.TomlOnly);

    private static Shape<LogFormatConfig> Fields => field ??= new Shape<LogFormatConfig>()
        .Blocks("<field>", () => Filter, format => format.Filters, (format, filters) => format with { Filters = filters },
            _ => new LogFilterConfig(), "A field, and what happens to it.", rest: true);

    private static Shape<LogFilterConfig> Filter => field ??= new Shape<LogFilterConfig>(Arguments.InOrder("field", "kind", "value"))
        .Value("field", Forms.Text.Such("field", "request>headers>Cookie"), filter => filter.Field,
            (filter, name) => filter with { Field = name }, "The field.", OptionPlace.Line, required: true)
        .Value("kind", Forms.Choice(("delete", LogFilterKind.Delete), ("replace", LogFilterKind.Replace)), filter => filter.Kind,
            (filter, kind) => filter with { Kind = kind }, "What happens to it.", OptionPlace.Line, required: true)
        .Value("value", Forms.AnyText, filter => filter.Value, (filter, value) => filter with { Value = value },
            "Kind `replace`: what takes its place.", OptionPlace.Line);

    private static Shape<LogSamplingConfig> Sampling => field ??= new Shape<LogSamplingConfig>()
        .Value("interval", Forms.Duration, sampling => sampling.Interval,
            (sampling, interval) => sampling with { Interval = interval }, "How long it counts.", fallback: "1s")
        .Value("first", Forms.Int(), sampling => sampling.First, (sampling, count) => sampling with { First = count },
            "So many lines of each interval are written.", fallback: "100")
        .Value("thereafter", Forms.Int(), sampling => sampling.Thereafter,
            (sampling, count) => sampling with { Thereafter = count }, "After those, one of so many.", fallback: "100");

    private static ValueForm<LogOutputKind> OutputKind => Forms.Choice(
        ("stdout", LogOutputKind.Stdout),
        ("stderr", LogOutputKind.Stderr),
        ("discard", LogOutputKind.Discard),
        ("file", LogOutputKind.File),
        ("net", LogOutputKind.Net));

    private static ValueForm<LogLevelName> Level
    {
        get
        {
            var upper = Forms.Choice(
                ("DEBUG", LogLevelName.Debug), ("INFO", LogLevelName.Info), ("WARN", LogLevelName.Warn), ("ERROR", LogLevelName.Error));
            return new()
            {
                Name = upper.Name,
                Wanted = upper.Wanted,
                Kinds = upper.Kinds,
                Read = (reader, value) => upper.Read(reader, value with { Text = value.Text.ToUpperInvariant() }),
                Write = upper.Write,
                Examples = upper.Examples,
                Choices = upper.Choices,
            };
        }
    }

    // Files are kept for longer than any timer runs.
    private static ValueForm<TimeSpan> LongDuration => new()
    {
        Name = "duration",
        Wanted = Forms.Duration.Wanted,
        Kinds = Forms.Duration.Kinds,
        Read = (reader, value) => DurationText.TryParse(value.Text, TimeSpan.FromDays(36_500), out var duration) && duration > TimeSpan.Zero
            ? new(duration, value.Span)
            : reader.Invalid<TimeSpan>(value, "must be a duration such as 720h or 90d"),
        Write = DurationText.Write,
        Examples = ["720h", "90d"],
    };

    private static ValueForm<LogFormatKind> FormatKind(params IReadOnlyList<LogFormatKind> also) => Forms.Choice(
    [
        ("console", LogFormatKind.Console),
        ("json", LogFormatKind.Json),
        .. also.Select(kind => ("filter", kind)),
    ]);

    private static void CheckOutput(LogOutputConfig output, OptionEntry owner, ConfigContext context)
    {
        var wantsTarget = output.Kind is { Value: LogOutputKind.File or LogOutputKind.Net };
        if (wantsTarget && output.Target is null)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingArgument, owner.NameSpan, "`output` wants to know where: `output file PATH`, `output net ADDRESS`");
        }
        else if (!wantsTarget && output.Target is { } target)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument, target.Span, "only `output file` and `output net` have a target");
        }
    }
}
