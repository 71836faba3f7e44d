namespace FerroGate.Config.Options;

/// <summary>
/// An option of a part of what is configured: in the languages it stands beside the others, in the model it is kept with its
/// kind.
/// </summary>
internal sealed class PartOption<T, TPart>(Option<TPart> inner, Func<T, TPart> get, Func<T, TPart, T> set)
    : Option<T>(inner.Name, inner.Summary)
{
    public override string Key => inner.Key;

    public override bool IsMany => inner.IsMany;

    public override bool TakesRest => inner.TakesRest;

    public override OptionContent Content => inner.Content;

    public override bool HasKey(string key) => inner.HasKey(key);

    public override bool HasLine(string name) =>
        inner.HasLine(name) && Place is (OptionPlace.Anywhere or OptionPlace.CaddyfileOnly);

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context) =>
        set(target, inner.Read(get(target), entries, owner, context));

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format) => inner.Write(get(source), format);

    /// <summary>Every option of a part.</summary>
    public static IEnumerable<Option<T>> All(
        IEnumerable<Option<TPart>> options, Func<T, TPart> get, Func<T, TPart, T> set, OptionPlace? place = null) =>
        options.Select(option => new PartOption<T, TPart>(option, get, set)
        {
            Default = option.Default,
            Place = place ?? option.Place,
            IsRequired = option.IsRequired,
            IsAlias = option.IsAlias,
            Pending = option.Pending,
        });
}
