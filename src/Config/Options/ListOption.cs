using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>An option with several values; written twice, the values are added up.</summary>
internal sealed class ListOption<T, TValue>(
    string name,
    ValueForm<TValue> form,
    Func<T, IReadOnlyList<Setting<TValue>>> get,
    Func<T, IReadOnlyList<Setting<TValue>>, T> set,
    string summary) : Option<T>(name, summary)
{
    /// <summary>What the name alone means on a line of a Caddyfile; empty where it must have values.</summary>
    public IReadOnlyList<TValue> Bare { get; init; } = [];

    public override bool IsMany => true;

    public override OptionContent Content { get; } = new(form.Name)
    {
        Kinds = form.Kinds,
        Choices = form.Choices,
        IgnoresCase = form.IgnoresCase,
        Examples = form.Examples,
        Bounds = form.Bounds,
        Known = form.Known,
    };

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var values = new List<Setting<TValue>>(get(target));
        foreach (var entry in entries)
        {
            var reader = new ValueReader(entry, context);
            reader.RefuseBlock();
            values.AddRange(Bare.Count > 0 && entry is { Form: EntryForm.Words, Values.Count: 0 }
                ? Bare.Select(value => new Setting<TValue>(value, entry.NameSpan))
                : reader.Each(form));
        }

        return set(target, values);
    }

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format) => get(source) is { Count: > 0 } values
        ? [new OptionEntry(Name, default, [.. values.Select(value => form.ToValue(value.Value))], EntryForm.List)]
        : [];
}
