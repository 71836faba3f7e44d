namespace FerroGate.Config.Options;

/// <summary>
/// An option that stands in one thing and belongs to another: what it says is kept with the config that is being read, until
/// all of that has been read.
/// </summary>
internal sealed class ContextOption<T, TPart> : Option<T>
{
    private readonly Option<TPart> _part;
    private readonly Func<ConfigContext, TPart> _get;
    private readonly Action<ConfigContext, TPart> _set;

    private ContextOption(Option<TPart> part, OptionPlace place, Func<ConfigContext, TPart> get, Action<ConfigContext, TPart> set)
        : base(part.Name, part.Summary)
    {
        _part = part;
        _get = get;
        _set = set;
        Place = place;
        Default = part.Default;
        Pending = part.Pending;
    }

    public override string Key => _part.Key;

    public override bool IsMany => _part.IsMany;

    public override OptionContent Content => _part.Content;

    /// <summary>Every option of a part.</summary>
    public static IEnumerable<Option<T>> All(
        IEnumerable<Option<TPart>> options, OptionPlace place, Func<ConfigContext, TPart> get, Action<ConfigContext, TPart> set) =>
        options.Select(option => new ContextOption<T, TPart>(option, place, get, set));

    public override bool HasKey(string key) => _part.HasKey(key);

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        _set(context, _part.Read(_get(context), entries, owner, context));
        return target;
    }

    /// <summary>What it belongs to writes it.</summary>
    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format) => [];
}
