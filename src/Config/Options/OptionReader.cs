using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Options;

/// <summary>Reads the values of one option as a type; what does not fit is reported, and the answer is <c>null</c>.</summary>
internal sealed class OptionReader(OptionEntry entry, ConfigContext context)
{
    // Nobody waits for longer, and the timers of the runtime cannot.
    private const int MostSeconds = 24 * 24 * 60 * 60;

    public OptionEntry Entry { get; } = entry;

    public ConfigContext Context { get; } = context;

    /// <summary>A text that is not empty.</summary>
    public Setting<string>? Text()
    {
        if (Single(ValueKind.String, "a string") is not { } value)
            return null;

        return value.Text.Length > 0 ? new(value.Text, value.Span) : Invalid<string>(value, "must not be empty");
    }

    /// <summary>A list of texts, none empty.</summary>
    public IReadOnlyList<Setting<string>> Texts() =>
    [
        .. Listed().Select(value => value.Text.Length > 0
            ? new Setting<string>(value.Text, value.Span)
            : Invalid<string>(value, "must not hold an empty name")).OfType<Setting<string>>(),
    ];

    /// <summary>A list of known names.</summary>
    public IReadOnlyList<Setting<T>> Names<T>(string code, string noun, IReadOnlyCollection<string> known, Func<string, T> of)
    {
        var names = new List<Setting<T>>();
        foreach (var value in Listed())
        {
            if (known.Contains(value.Text))
            {
                names.Add(new(of(value.Text), value.Span));
            }
            else
            {
                Context.Diagnostics.Error(
                    code, value.Span, $"there is no {noun} `{value.Text}`", NearestName.HintOrList(value.Text, known));
            }
        }

        return names;
    }

    /// <summary>One of some words.</summary>
    public Setting<T>? Choice<T>(params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Single(ValueKind.String, "a string") is not { } value)
            return null;

        var words = new List<string>();
        foreach (var (word, choice) in choices)
        {
            if (word == value.Text)
                return new(choice, value.Span);

            words.Add(word);
        }

        return Invalid<T>(value, $"can be {string.Join(", ", words)}", NearestName.Hint(value.Text, words));
    }

    public Setting<bool>? Flag()
    {
        if (Single(ValueKind.Boolean, "true or false") is not { } value)
            return null;

        return value.Text is "true" or "false" ? new(value.Text == "true", value.Span) : Invalid<bool>(value, "can be true or false");
    }

    public Setting<long>? Long(long least = 1, long most = long.MaxValue)
    {
        if (Single(ValueKind.Integer, "a whole number") is not { } value)
            return null;

        if (!long.TryParse(Digits(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return Invalid<long>(value, "must be a whole number");

        if (number < least)
            return Invalid<long>(value, $"must be {least} or more");

        return number > most ? Invalid<long>(value, $"must be {most} or less") : new(number, value.Span);
    }

    public Setting<int>? Int(int least = 1) =>
        Long(least, int.MaxValue) is { } number ? new((int)number.Value, number.Span) : null;

    /// <summary>A whole number of seconds.</summary>
    public Setting<TimeSpan>? Seconds() =>
        Long(1, MostSeconds) is { } number ? new(TimeSpan.FromSeconds(number.Value), number.Span) : null;

    /// <summary>A duration with units, such as <c>1m30s</c>.</summary>
    public Setting<TimeSpan>? Duration(bool mayBeZero = false)
    {
        if (Single(ValueKind.String, "a duration in quotes, such as \"10s\"") is not { } value)
            return null;

        if (!DurationText.TryParse(value.Text, out var duration))
            return Invalid<TimeSpan>(value, "must be a duration such as 10s, 1m30s or 250ms, of at most 24 days");

        return duration > TimeSpan.Zero || mayBeZero ? new(duration, value.Span) : Invalid<TimeSpan>(value, "must be longer than 0");
    }

    /// <summary>A size in bytes, or with a unit.</summary>
    public Setting<long>? Size()
    {
        if (Single(ValueKind.Integer, "a number of bytes or a string such as \"32MiB\"", ValueKind.String) is not { } value)
            return null;

        if (!ByteSizeText.TryParse(Digits(value), out var bytes))
            return Invalid<long>(value, "must be a number of bytes or a size such as 32MiB");

        return bytes > 0 ? new(bytes, value.Span) : Invalid<long>(value, "must be 1 or more");
    }

    /// <summary>A price, as a number or a string.</summary>
    public Setting<decimal>? Price()
    {
        if (Single(ValueKind.Float, "a number or a string with one", ValueKind.Integer, ValueKind.String) is not { } value)
            return null;

        if (!PriceText.TryParse(Digits(value), out var price))
            return Invalid<decimal>(value, "must be a decimal number such as 0.15, of at most 28 digits");

        return price >= 0 ? new(price, value.Span) : Invalid<decimal>(value, "must be 0 or more");
    }

    public Setting<ListenAddress>? Address()
    {
        if (Single(ValueKind.String, "a string") is not { } value)
            return null;

        if (ListenAddressText.TryParse(value.Text, out var address))
            return new(address, value.Span);

        Context.Diagnostics.Error(
            DiagnosticCodes.InvalidAddress,
            value.Span,
            $"`{value.Text}` is not an address to listen on",
            "write an IP address or localhost, and a port: 127.0.0.1:8080, [::1]:8080 or :8080");
        return null;
    }

    /// <summary>A moment as seconds since 1970.</summary>
    public Setting<DateTimeOffset>? UnixTime() =>
        Long(1, DateTimeOffset.MaxValue.ToUnixTimeSeconds()) is { } seconds
            ? new(DateTimeOffset.FromUnixTimeSeconds(seconds.Value), seconds.Span)
            : null;

    /// <summary>The name of an environment variable.</summary>
    public Setting<string>? VariableName()
    {
        if (Text() is not { } name)
            return null;

        if (SecretText.IsVariableName(name.Value))
            return name;

        // Not the value: whoever takes the option for `key` has put a secret here.
        Context.Diagnostics.Error(
            DiagnosticCodes.InvalidValue, name.Span, $"`{Entry.Name}` wants the name of an environment variable, such as OPENAI_API_KEY");
        return null;
    }

    /// <summary>The one value as it stands, empty or not.</summary>
    public OptionValue? Single(ValueKind kind, string wanted, params ReadOnlySpan<ValueKind> orKinds)
    {
        if (Entry.Form == EntryForm.List)
        {
            WrongType(Entry.Values.Count > 0 ? Entry.Values[0].Span : Entry.NameSpan, wanted, "an array");
            return null;
        }

        if (Entry.Values.Count == 0)
        {
            Missing();
            return null;
        }

        var value = Entry.Values[0];
        if (Entry.Values.Count > 1)
        {
            Context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument, Entry.Values[1].Span, $"`{Entry.Name}` takes one value", QuoteHint());
            return null;
        }

        if (value.Kind != ValueKind.Word && value.Kind != kind && !orKinds.Contains(value.Kind))
        {
            WrongType(value.Span, wanted, Describe(value.Kind));
            return null;
        }

        if (value.Text.Length == 0 && Entry.UnsetVariable is not null)
        {
            Missing();
            return null;
        }

        return value;
    }

    /// <summary>Refuses a second source of something that <paramref name="present"/> has already given.</summary>
    public bool IsTaken(object? present, string code, string message)
    {
        if (present is null)
            return false;

        Context.Diagnostics.Error(code, Entry.NameSpan, message);
        return true;
    }

    private string? QuoteHint() => Entry.Form == EntryForm.Words ? "put quotes around a value with spaces" : null;

    private IEnumerable<OptionValue> Listed()
    {
        if (Entry.Form == EntryForm.Single)
        {
            WrongType(Entry.Values[0].Span, "an array of strings", Describe(Entry.Values[0].Kind));
            yield break;
        }

        if (Entry.Values.Count == 0 && Entry.Form == EntryForm.Words)
            Missing();

        foreach (var value in Entry.Values)
        {
            if (value.Kind is ValueKind.Word or ValueKind.String)
                yield return value;
            else
                WrongType(value.Span, "strings in its array", Describe(value.Kind));
        }
    }

    private void Missing()
    {
        if (Entry.UnsetVariable is { } variable)
        {
            Context.Diagnostics.Error(
                DiagnosticCodes.UnsetVariable,
                Entry.NameSpan,
                $"`{Entry.Name}` has no value, because the environment variable {variable} is not set",
                $"set {variable}, or write a default: {{${variable}:default}}");
            return;
        }

        Context.Diagnostics.Error(DiagnosticCodes.MissingArgument, Entry.NameSpan, $"`{Entry.Name}` wants a value");
    }

    private void WrongType(SourceSpan span, string wanted, string found) =>
        Context.Diagnostics.Error(DiagnosticCodes.WrongType, span, $"`{Entry.Name}` wants {wanted}, and this is {found}");

    private Setting<T>? Invalid<T>(OptionValue value, string rule, string? hint = null)
    {
        Context.Diagnostics.Error(DiagnosticCodes.InvalidValue, value.Span, $"`{Entry.Name}` {rule}", hint);
        return null;
    }

    // TOML allows underscores between digits.
    private static string Digits(OptionValue value) =>
        value.Kind is ValueKind.Integer or ValueKind.Float ? value.Text.Replace("_", "", StringComparison.Ordinal) : value.Text;

    private static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.String => "a string",
        ValueKind.Integer => "an integer",
        ValueKind.Float => "a float",
        ValueKind.Boolean => "a boolean",
        ValueKind.Array => "an array",
        ValueKind.Table => "a table",
        ValueKind.DateTime => "a date or time",
        _ => "a word",
    };
}
