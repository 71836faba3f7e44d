namespace FerroGate.Config.Options;

/// <summary>An option that is a block of further options.</summary>
/// <param name="name">The same in both languages.</param>
/// <param name="shape">What is inside; asked for late, because blocks hold blocks of their own kind.</param>
/// <param name="get"><c>null</c> where nothing was said.</param>
/// <param name="set">Puts it where it belongs.</param>
/// <param name="create">An empty one, for the line that begins it.</param>
/// <param name="summary">A sentence for the documentation.</param>
internal sealed class BlockOption<T, TInner>(
    string name,
    Func<Shape<TInner>> shape,
    Func<T, TInner?> get,
    Func<T, TInner, T> set,
    Func<OptionEntry, TInner> create,
    string summary) : Option<T>(name, summary)
    where TInner : class
{
    /// <summary>Nothing inside is the same as no block.</summary>
    public bool MayVanish { get; init; }

    public override bool IsMany => false;

    public override OptionContent Content { get; } = new("block") { Shape = shape };

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context) =>
        shape().Read(get(target) ?? create(entries[0]), entries[0], context) is { } inner ? set(target, inner) : target;

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format)
    {
        if (IsAlias || get(source) is not { } inner)
            return [];

        var entry = shape().WriteEntry(Name, inner, format);
        return MayVanish && entry.Values.Count == 0 && entry.Block is not { Count: > 0 } ? [] : [entry];
    }
}
