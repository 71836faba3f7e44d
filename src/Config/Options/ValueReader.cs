using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>Reads the values of one option; what does not fit is reported, and the answer is <c>null</c> or leaves it out.</summary>
internal sealed class ValueReader(OptionEntry entry, ConfigContext context)
{
    public OptionEntry Entry { get; } = entry;

    public ConfigContext Context { get; } = context;

    /// <summary>The one value.</summary>
    public Setting<T>? One<T>(ValueForm<T> form)
    {
        switch (Entry)
        {
            case { Form: EntryForm.Table }:
                WrongType(Entry.NameSpan, form.Wanted, "a table");
                return null;
            case { Form: EntryForm.List }:
                WrongType(Entry.Values.Count > 0 ? Entry.Values[0].Span : Entry.NameSpan, form.Wanted, "an array");
                return null;
            case { Values.Count: 0 }:
                Missing();
                return null;
        }

        if (Entry.Values.Count > 1)
        {
            Context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                Entry.Values[1].Span,
                $"`{Entry.Name}` takes one value",
                Entry.Form == EntryForm.Words ? "put quotes around a value with spaces" : null);
            return null;
        }

        return Read(form, Entry.Values[0]);
    }

    /// <summary>Every value of a list.</summary>
    public IEnumerable<Setting<T>> Each<T>(ValueForm<T> form)
    {
        if (Entry.Form is EntryForm.Single or EntryForm.Table)
        {
            WrongType(
                Entry.Values.Count > 0 ? Entry.Values[0].Span : Entry.NameSpan,
                "an array",
                Entry.Form == EntryForm.Table ? "a table" : Describe(Entry.Values[0].Kind));
            yield break;
        }

        if (Entry.Values.Count == 0 && Entry.Form == EntryForm.Words)
            Missing();

        foreach (var value in Entry.Values)
        {
            if (Read(form, value) is { } read)
                yield return read;
        }
    }

    /// <summary>Says that a value breaks a rule of its option.</summary>
    public Setting<T>? Invalid<T>(OptionValue value, string rule, string? hint = null, string code = DiagnosticCodes.InvalidValue)
    {
        Context.Diagnostics.Error(code, value.Span, $"`{Entry.Name}` {rule}", hint);
        return null;
    }

    /// <summary>Refuses a block, which a value never has.</summary>
    public void RefuseBlock()
    {
        if (Entry is { Block: not null, Form: EntryForm.Words })
            Context.Diagnostics.Error(DiagnosticCodes.UnexpectedBlock, Entry.NameSpan, $"`{Entry.Name}` takes no block");
    }

    private Setting<T>? Read<T>(ValueForm<T> form, OptionValue value)
    {
        if (value.Kind != ValueKind.Word && !form.Kinds.Contains(value.Kind))
        {
            WrongType(value.Span, form.Wanted, Describe(value.Kind));
            return null;
        }

        if (value.Text.Length == 0 && Entry.UnsetVariable is not null)
        {
            Missing();
            return null;
        }

        return form.Read(this, value);
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

    private static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.String => "a string",
        ValueKind.Integer => "an integer",
        ValueKind.Float => "a float",
        ValueKind.Boolean => "a boolean",
        ValueKind.Array => "an array",
        ValueKind.Table => "a table",
        ValueKind.DateTime => "a date or time",
        ValueKind.Null => "null",
        _ => "a word",
    };
}
