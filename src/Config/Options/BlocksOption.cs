namespace FerroGate.Config.Options;

/// <summary>An option that can be written several times, each a block of its own; an array of tables in TOML.</summary>
internal sealed class BlocksOption<T, TInner>(
    string name,
    Func<Shape<TInner>> shape,
    Func<T, IReadOnlyList<TInner>> get,
    Func<T, IReadOnlyList<TInner>, T> set,
    Func<OptionEntry, TInner> create,
    string summary) : Option<T>(name, summary)
    where TInner : class
{
    /// <summary>
    /// In a Caddyfile, what no other option knows is one of these: such a line begins with a value and not with a name.
    /// </summary>
    public bool IsRest { get; init; }

    /// <summary>What TOML calls it, where a plural reads better.</summary>
    public string? Plural { get; init; }

    public override string Key => Plural ?? Name;

    public override bool TakesRest => IsRest;

    public override bool IsMany => true;

    public override OptionContent Content { get; } = new("block") { Shape = shape };

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var inner = new List<TInner>(get(target));
        foreach (var entry in entries)
        {
            if (entry is { Form: EntryForm.List, Values.Count: 0 })
                continue;

            var whole = IsRest && entry.Form == EntryForm.Words
                ? entry with { Name = owner, Values = [entry.NameValue, .. entry.Values] }
                : entry;
            if (shape().Read(create(entry), whole, context) is { } read)
                inner.Add(read);
        }

        return set(target, inner);
    }

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format)
    {
        foreach (var inner in IsAlias ? [] : get(source))
        {
            var entry = shape().WriteEntry(format == ConfigFormat.Toml ? Key : Name, inner, format);
            yield return IsRest && format == ConfigFormat.Caddyfile
                ? entry with { Name = entry.Values[0].Text, Values = [.. entry.Values.Skip(1)], IsRow = true }
                : entry with { IsItem = true };
        }
    }
}
