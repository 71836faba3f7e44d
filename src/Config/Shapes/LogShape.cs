using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary><c>log</c>: a log, and what it holds.</summary>
internal static class LogShape
{
    public static Shape<LogConfig> Shape { get; } = new Shape<LogConfig>(Arguments.InOrder("name"))
        .Value("name", Forms.Text, log => log.Name, (log, name) => log with { Name = name }, "What the log is called.", OptionPlace.Line)
        .List("hostnames", HostName, log => log.Hostnames,
            (log, names) => log with { Hostnames = names }, "Only requests to these hosts.", fallback: "every one of the site")
        .Block("output", () => Output, log => log.Output, (log, output) => log with { Output = output },
            _ => new LogOutputConfig(), "Where lines go.")
        .Block("format", () => Format, log => log.Format, (log, format) => log with { Format = format },
            _ => new LogFormatConfig(), "How lines are written.")
        .Value("level", Level, log => log.Level, (log, level) => log with { Level = level },
            "How bad a thing must be to be written.", fallback: "INFO")
        .Block("sampling", () => Sampling, log => log.Sampling, (log, sampling) => log with { Sampling = sampling },
            _ => new LogSamplingConfig(), "Of many lines in a short time only some are written.")
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
        .Value("target", Target, output => output.Target,
            (output, target) => output with { Target = target }, "The file, or the address.", OptionPlace.Line)
        .Value("roll_size", Forms.Size, output => output.RollSize, (output, size) => output with { RollSize = size },
            "A file that has grown so large is put aside.", fallback: "100MiB")
        .Switch("roll_disabled", output => output.RollDisabled, (output, off) => output with { RollDisabled = off },
            "The file is never put aside.")
        .Switch("roll_uncompressed", output => output.RollUncompressed, (output, plain) => output with { RollUncompressed = plain },
            "What was put aside is not packed with gzip.")
        .Refuse("mode", "a log is for its owner only")
        .Refuse("dir_mode")
        .Refuse("roll_gzip", "what is put aside is packed, unless `roll_uncompressed` is there")
        .Refuse("roll_interval")
        .Refuse("roll_minutes")
        .Refuse("roll_at")
        .Refuse("dial_timeout", "it is 5 seconds")
        .Refuse("soft_start", "a start never waits for another program")
        .Refuse("roll_local_time", "the names of old files are in UTC")
        .Value("roll_keep", Forms.Int(), output => output.RollKeep, (output, count) => output with { RollKeep = count },
            "How many old files are kept.", fallback: "10")
        .Value("roll_keep_for", LongDuration, output => output.RollKeepFor,
            (output, time) => output with { RollKeepFor = time }, "How long they are kept.", fallback: "2160h");

    private static Shape<LogFormatConfig> Format => field ??= new Shape<LogFormatConfig>(Arguments.InOrder("kind"))
    {
        Check = CheckFormat,
    }
        .Value("kind", FormatKind(LogFormatKind.Filter), format => format.Kind, (format, kind) => format with { Kind = kind },
            "The form of a line.", OptionPlace.Line, required: true)
        .Refuse("message_key").Refuse("level_key").Refuse("time_key").Refuse("name_key").Refuse("caller_key").Refuse("stacktrace_key")
        .Refuse("line_ending").Refuse("time_format").Refuse("time_local").Refuse("duration_format").Refuse("level_format")
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
    {
        Check = CheckFilter,
    }
        .Value("field", Forms.Text.Such("field", "request>headers>Cookie"), filter => filter.Field,
            (filter, name) => filter with { Field = name }, "The field.", OptionPlace.Line, required: true)
        .Value("kind", FilterKind, filter => filter.Kind,
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

    private static ValueForm<string> Target => Forms.TextThat(
        "file or address",
        text => text.Length > 0 && !text.Any(char.IsControl),
        "must be a file or an address, without control characters",
        DiagnosticCodes.InvalidValue,
        "/var/log/access.log",
        "127.0.0.1:5140");

    private static ValueForm<string> HostName => Forms.TextThat(
        "host name",
        text => HostText.IsAddress(text) || HostText.IsPattern(text),
        "must be a host name, such as example.com or *.example.com",
        DiagnosticCodes.InvalidAddress,
        "example.com",
        "*.example.com");

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
            return upper with
            {
                Read = (reader, value) => upper.Read(reader, value with { Text = value.Text.ToUpperInvariant() }),
                IgnoresCase = true,
            };
        }
    }

    // Files are kept for longer than any timer runs.
    private static ValueForm<TimeSpan> LongDuration => Forms.Duration with
    {
        Read = (reader, value) => DurationText.TryParse(value.Text, TimeSpan.FromDays(36_500), out var duration) && duration > TimeSpan.Zero
            ? new(duration, value.Span)
            : reader.Invalid<TimeSpan>(value, "must be a duration such as 720h or 90d"),
        Examples = ["720h", "90d"],
    };

    private static ValueForm<LogFilterKind> FilterKind => Forms
        .Choice(("delete", LogFilterKind.Delete), ("replace", LogFilterKind.Replace))
        .Refusing("cookie", "hash", "ip_mask", "multi_regexp", "query", "regexp", "rename");

    private static ValueForm<LogFormatKind> FormatKind(params IReadOnlyList<LogFormatKind> also) => Forms.Choice(
    [
        ("console", LogFormatKind.Console),
        ("json", LogFormatKind.Json),
        .. also.Select(kind => ("filter", kind)),
    ]).Refusing("append", "formatted", "logfmt", "single_field");

    private static void CheckOutput(LogOutputConfig output, OptionEntry owner, ConfigContext context)
    {
        if (output.Kind is not { Value: var kind })
            return;

        if (output.Target is not { } target)
        {
            if (kind is LogOutputKind.File or LogOutputKind.Net)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.MissingArgument, owner.NameSpan, "`output` wants to know where: `output file PATH`, `output net ADDRESS`");
            }
        }
        else if (kind is not (LogOutputKind.File or LogOutputKind.Net))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument, target.Span, "only `output file` and `output net` have a target");
        }
        else if (target.Value.Contains('{', StringComparison.Ordinal))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                target.Span,
                "a log is opened when the gateway starts, when there are no placeholders",
                "in a Caddyfile, `{$NAME}` is an environment variable");
        }
        else if (kind == LogOutputKind.Net && output.Address is null)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidAddress,
                target.Span,
                $"`{target.Value}` is no address to send lines to",
                "write HOST:PORT, tcp/HOST:PORT, udp/HOST:PORT or unix/PATH");
        }

        if (kind != LogOutputKind.File && Rolling(output) is { } rolling)
        {
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, rolling, "only `output file` puts files aside");
        }
    }

    private static SourceSpan? Rolling(LogOutputConfig output) =>
        output.RollSize?.Span ?? output.RollDisabled?.Span ?? output.RollUncompressed?.Span ?? output.RollKeep?.Span ?? output.RollKeepFor?.Span;

    private static void CheckFormat(LogFormatConfig format, OptionEntry owner, ConfigContext context)
    {
        if (format.Kind is { Value: not LogFormatKind.Filter } kind && (format.Wrap is not null || format.Filters.Count > 0))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.ConflictingOptions, format.Wrap?.Span ?? kind.Span, "fields are changed by `format filter` only",
                "write `format filter { wrap FORMAT … }`");
        }
    }

    private static void CheckFilter(LogFilterConfig filter, OptionEntry owner, ConfigContext context)
    {
        if (filter is { Kind.Value: LogFilterKind.Delete, Value: { } value })
            context.Diagnostics.Error(DiagnosticCodes.UnexpectedArgument, value.Span, "a field that is deleted has no value");
        else if (filter is { Kind: { Value: LogFilterKind.Replace } kind, Value: null })
            context.Diagnostics.Error(DiagnosticCodes.MissingArgument, kind.Span, "`replace` wants what takes the place of the value");
    }
}
