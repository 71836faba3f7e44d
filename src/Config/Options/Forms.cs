using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Patterns;
using FerroGate.Config.Text;
using FerroGate.Config.Values;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Options;

/// <summary>The kinds of values that many options have.</summary>
internal static class Forms
{
    /// <summary>A text that is not empty.</summary>
    public static ValueForm<string> Text { get; } = new()
    {
        Name = "text",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => value.Text.Length > 0
            ? new(value.Text, value.Span)
            : reader.Invalid<string>(value, "must not be empty"),
        Write = text => text,
        Examples = ["one", "two words", "3\"4"],
    };

    /// <summary>What something is called, in logs, headers and lists too.</summary>
    public static ValueForm<string> Name { get; } = TextThat(
        "name",
        text => text.Length > 0 && !text.Any(char.IsControl),
        "must be a name: not empty, and without control characters",
        DiagnosticCodes.InvalidValue,
        "one",
        "a-b.c");

    /// <summary>A text that may be empty.</summary>
    public static ValueForm<string> AnyText { get; } = new()
    {
        Name = "text",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (_, value) => new(value.Text, value.Span),
        Write = text => text,
        Examples = ["one", "", "`#` {"],
    };

    /// <summary>A text with placeholders.</summary>
    public static ValueForm<Template> Template { get; } = new()
    {
        Name = "text with placeholders",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => TemplateText.Read(value.Text, value.Span, reader.Context),
        Write = TemplateText.Write,
        Examples = ["hello", "{host} at {env.OPENAI_API_KEY}", "", "{\"a\":\"{path}\"}", "line\nbreak"],
    };

    /// <summary>The same, on one line and without control characters.</summary>
    public static ValueForm<Template> HeaderValue { get; } = new()
    {
        Name = "header value with placeholders",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => value.Text.Any(char.IsControl)
            ? reader.Invalid<Template>(value, "cannot hold control characters", code: DiagnosticCodes.InvalidHeader)
            : TemplateText.Read(value.Text, value.Span, reader.Context),
        Write = TemplateText.Write,
        Examples = ["text/plain", "{host}", "a \"quoted\" word"],
    };

    public static ValueForm<bool> Flag { get; } = new()
    {
        Name = "true or false",
        Wanted = "true or false",
        Kinds = [ValueKind.Boolean],
        Read = (reader, value) => value.Text is "true" or "false"
            ? new(value.Text == "true", value.Span)
            : reader.Invalid<bool>(value, "can be true or false"),
        Write = flag => flag ? "true" : "false",
        Examples = ["true", "false"],
        Choices = ["true", "false"],
    };

    /// <summary>A decimal price in US dollars, as a number or a string.</summary>
    public static ValueForm<decimal> Price { get; } = new()
    {
        Name = "price",
        Wanted = "a number or a string with one",
        Kinds = [ValueKind.String, ValueKind.Float, ValueKind.Integer],
        Read = (reader, value) =>
        {
            if (!PriceText.TryParse(Digits(value), out var price))
                return reader.Invalid<decimal>(value, "must be a decimal number such as 0.15, of at most 28 digits");

            return price >= 0 ? new(price, value.Span) : reader.Invalid<decimal>(value, "must be 0 or more");
        },
        Write = price => price.ToString(CultureInfo.InvariantCulture),
        Examples = ["0.15", "60"],
        Bounds = new ValueBounds(Least: 0),
    };

    /// <summary>A size in bytes, or with a unit.</summary>
    public static ValueForm<long> Size { get; } = SizeFrom(1);

    /// <summary>An address to listen on.</summary>
    public static ValueForm<ListenAddress> ListenAddress { get; } = new()
    {
        Name = "address to listen on",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            if (ListenAddressText.TryParse(value.Text, out var address))
                return new(address, value.Span);

            reader.Context.Diagnostics.Error(
                DiagnosticCodes.InvalidAddress,
                value.Span,
                $"`{value.Text}` is not an address to listen on",
                "write an IP address or localhost, and a port: 127.0.0.1:8080, [::1]:8080 or :8080");
            return null;
        },
        Write = address => address.ToString(),
        Examples = ["127.0.0.1:2020", "[::1]:2020", ":2020"],
    };

    /// <summary>A secret, or the variable that holds it.</summary>
    public static ValueForm<SecretConfig> Secret { get; } = new()
    {
        Name = "secret",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => SecretText.Read(value.Text, value.Span, reader.Context.Diagnostics) is { } secret
            ? new(secret, value.Span)
            : null,
        Write = secret => secret.Literal ?? secret.ToString(),
        Examples = ["{env.OPENAI_API_KEY}", "{file./run/secrets/openai}", "s3cret-literal"],
        IsSecret = secret => secret.Literal is not null,
    };

    /// <summary>The name of an environment variable that holds a secret.</summary>
    public static ValueForm<SecretConfig> SecretVariable { get; } = new()
    {
        Name = "name of an environment variable",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => SecretText.IsVariableName(value.Text)
            ? new(SecretConfig.FromVariable(value.Text), value.Span)
            : reader.Invalid<SecretConfig>(value, "wants the name of an environment variable, such as OPENAI_API_KEY"),
        Write = secret => secret.Variable!,
        Examples = ["OPENAI_API_KEY"],
    };

    /// <summary>A regular expression of RE2, as Go and Caddy have it.</summary>
    public static ValueForm<RegularExpression> Regexp { get; } = new()
    {
        Name = "regular expression (RE2)",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => RegularExpressionText.Read(value, reader.Context.Diagnostics),
        Write = pattern => pattern.Written,
        Examples = ["^/(.*)\\.php$", "[a-z]+", "(?P<id>\\d+)"],
    };

    /// <summary>A duration with units, such as <c>1m30s</c>, that is not zero.</summary>
    public static ValueForm<TimeSpan> Duration { get; } = DurationFrom(mayBeZero: false);

    public static ValueForm<TimeSpan> DurationOrZero { get; } = DurationFrom(mayBeZero: true);

    /// <summary>A whole number of seconds.</summary>
    public static ValueForm<TimeSpan> Seconds { get; } = new()
    {
        Name = "seconds",
        Wanted = "a whole number",
        Kinds = [ValueKind.Integer],
        Read = (reader, value) => Whole(1, MostSeconds).Read(reader, value) is { } number
            ? new(TimeSpan.FromSeconds(number.Value), number.Span)
            : null,
        Write = duration => ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        Examples = ["3", "60"],
        Bounds = ValueBounds.Between(1, MostSeconds),
    };

    /// <summary>A moment as seconds since 1970.</summary>
    public static ValueForm<DateTimeOffset> UnixTime { get; } = new()
    {
        Name = "seconds since 1970",
        Wanted = "a whole number",
        Kinds = [ValueKind.Integer],
        Read = (reader, value) => Whole(1, DateTimeOffset.MaxValue.ToUnixTimeSeconds()).Read(reader, value) is { } seconds
            ? new(DateTimeOffset.FromUnixTimeSeconds(seconds.Value), seconds.Span)
            : null,
        Write = time => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        Examples = ["1900000000"],
        Bounds = ValueBounds.Between(1, long.MaxValue),
    };

    // Nobody waits for longer, and the timers of the runtime cannot.
    private const int MostSeconds = 24 * 24 * 60 * 60;

    public static ValueForm<long> Whole(long least = 1, long most = long.MaxValue) => new()
    {
        Name = "whole number",
        Wanted = "a whole number",
        Kinds = [ValueKind.Integer],
        Read = (reader, value) =>
        {
            if (!long.TryParse(Digits(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return reader.Invalid<long>(value, "must be a whole number");

            if (number < least)
                return reader.Invalid<long>(value, $"must be {least} or more");

            return number > most ? reader.Invalid<long>(value, $"must be {most} or less") : new(number, value.Span);
        },
        Write = number => number.ToString(CultureInfo.InvariantCulture),
        Examples = [Math.Max(least, 2).ToString(CultureInfo.InvariantCulture), Math.Max(least, 3).ToString(CultureInfo.InvariantCulture)],
        Bounds = ValueBounds.Between(least, most),
    };

    public static ValueForm<int> Int(int least = 1, int most = int.MaxValue)
    {
        var whole = Whole(least, most);
        return new()
        {
            Name = whole.Name,
            Wanted = whole.Wanted,
            Kinds = whole.Kinds,
            Read = (reader, value) => whole.Read(reader, value) is { } number ? new((int)number.Value, number.Span) : null,
            Write = number => number.ToString(CultureInfo.InvariantCulture),
            Examples = whole.Examples,
            Bounds = whole.Bounds,
        };
    }

    public static ValueForm<long> SizeFrom(long least, long most = long.MaxValue) => new()
    {
        Name = "size",
        Wanted = "a number of bytes or a string such as \"32MiB\"",
        Kinds = [ValueKind.Integer, ValueKind.String],
        Read = (reader, value) =>
        {
            if (!ByteSizeText.TryParse(Digits(value), out var bytes))
                return reader.Invalid<long>(value, "must be a number of bytes or a size such as 32MiB");

            return bytes < least ? reader.Invalid<long>(value, $"must be {least} or more")
                : bytes > most ? reader.Invalid<long>(value, $"must be {most} or less")
                : new(bytes, value.Span);
        },
        Write = bytes => bytes.ToString(CultureInfo.InvariantCulture),
        Examples = ["1048576", "2MiB"],
        Bounds = ValueBounds.Between(least, most),
    };

    /// <summary>One of some words.</summary>
    public static ValueForm<T> Choice<T>(params IReadOnlyList<(string Word, T Value)> choices)
        where T : notnull => new()
        {
            Name = "word",
            Wanted = "a string",
            Kinds = [ValueKind.String],
            Read = (reader, value) =>
            {
                foreach (var (word, choice) in choices)
                {
                    if (word == value.Text)
                        return new(choice, value.Span);
                }

                var words = choices.Select(choice => choice.Word).ToList();
                return reader.Invalid<T>(value, $"can be {string.Join(", ", words)}", NearestName.Hint(value.Text, words));
            },
            Write = choice => choices.First(known => known.Value.Equals(choice)).Word,
            Examples = [.. choices.Select(choice => choice.Word)],
            Choices = [.. choices.Select(choice => choice.Word)],
        };

    /// <summary>One of some words, kept as it is written.</summary>
    public static ValueForm<string> Word(params IReadOnlyList<string> words) =>
        Choice([.. words.Select(word => (word, word))]);

    /// <summary>A name that the gateway must know.</summary>
    /// <param name="noun">What it names.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="known">All such names.</param>
    /// <param name="examples">Some of them.</param>
    public static ValueForm<string> Known(
        string noun, string code, Func<Vocabulary, IReadOnlyCollection<string>> known, params IReadOnlyList<string> examples) => new()
        {
            Name = noun,
            Wanted = "a string",
            Kinds = [ValueKind.String],
            Read = (reader, value) =>
            {
                var names = known(reader.Context.Vocabulary);
                if (names.Contains(value.Text))
                    return new(value.Text, value.Span);

                reader.Context.Diagnostics.Error(
                    code, value.Span, $"there is no {noun} `{value.Text}`", NearestName.HintOrList(value.Text, names));
                return null;
            },
            Write = name => name,
            Examples = examples,
            Known = known,
        };

    /// <summary>A text that a rule holds for.</summary>
    public static ValueForm<string> TextThat(
        string name, Func<string, bool> isRight, string rule, string code, params IReadOnlyList<string> examples) => new()
        {
            Name = name,
            Wanted = "a string",
            Kinds = [ValueKind.String],
            Read = (reader, value) => isRight(value.Text)
                ? new(value.Text, value.Span)
                : reader.Invalid<string>(value, rule, code: code),
            Write = text => text,
            Examples = examples,
        };

    // TOML allows underscores between digits.
    private static string Digits(OptionValue value) =>
        value.Kind is ValueKind.Integer or ValueKind.Float ? value.Text.Replace("_", "", StringComparison.Ordinal) : value.Text;

    private static ValueForm<TimeSpan> DurationFrom(bool mayBeZero) => new()
    {
        Name = "duration",
        Wanted = "a duration in quotes, such as \"10s\"",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            if (!DurationText.TryParse(value.Text, out var duration))
                return reader.Invalid<TimeSpan>(value, "must be a duration such as 10s, 1m30s or 250ms, of at most 24 days");

            return duration > TimeSpan.Zero || mayBeZero
                ? new(duration, value.Span)
                : reader.Invalid<TimeSpan>(value, "must be longer than 0");
        },
        Write = DurationText.Write,
        Examples = ["10s", "1m30s", "250ms"],
        Bounds = new ValueBounds(Pattern: "^(0|([0-9.]+(ns|us|µs|μs|ms|s|m|h|d))+)$"),
    };
}
