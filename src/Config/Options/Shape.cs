using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>
/// A block of options: what may stand in it, in both languages. Reading, writing, the reference pages and the JSON Schema
/// all come from it; what is not in a shape does not exist.
/// </summary>
internal sealed class Shape<T>(Arguments? arguments = null) : IShape
    where T : class
{
    private readonly List<Option<T>> _options = [];
    private readonly Dictionary<string, string?> _refused = new(StringComparer.Ordinal);

    public Arguments Arguments { get; } = arguments ?? Arguments.None;

    IReadOnlyList<IOption> IShape.Options => _options;

    public IReadOnlyList<Option<T>> Options => _options;

    /// <summary>In a Caddyfile, the block must be there.</summary>
    public bool NeedsBlock { get; init; }

    /// <summary>What must be true of the whole, beyond each of its options.</summary>
    public Action<T, OptionEntry, ConfigContext>? Check { get; init; }

    /// <summary>What other things call it by.</summary>
    public Func<T, Setting<string>?> Identity { get; init; } = static _ => null;

    public Shape<T> Value<TValue>(
        string name,
        ValueForm<TValue> form,
        Func<T, Setting<TValue>?> get,
        Func<T, Setting<TValue>, T> set,
        string summary,
        OptionPlace place = OptionPlace.Anywhere,
        bool required = false,
        bool alias = false,
        string? fallback = null,
        string? pending = null) => Add(new ValueOption<T, TValue>(name, form, get, set, summary)
        {
            Place = place,
            IsRequired = required,
            IsAlias = alias,
            Default = fallback,
            Pending = pending,
        });

    public Shape<T> List<TValue>(
        string name,
        ValueForm<TValue> form,
        Func<T, IReadOnlyList<Setting<TValue>>> get,
        Func<T, IReadOnlyList<Setting<TValue>>, T> set,
        string summary,
        OptionPlace place = OptionPlace.Anywhere,
        bool required = false,
        string? fallback = null,
        string? pending = null) => Add(new ListOption<T, TValue>(name, form, get, set, summary)
        {
            Place = place,
            IsRequired = required,
            Default = fallback,
            Pending = pending,
        });

    public Shape<T> Switch(
        string name,
        Func<T, Setting<bool>?> get,
        Func<T, Setting<bool>, T> set,
        string summary,
        OptionPlace place = OptionPlace.Anywhere,
        string? pending = null) => Add(new SwitchOption<T>(name, get, set, summary) { Place = place, Pending = pending });

    public Shape<T> Add(params IEnumerable<Option<T>> options)
    {
        _options.AddRange(options);
        return this;
    }

    /// <summary>Adds the options of a part that the languages write beside the others.</summary>
    public Shape<T> Part<TPart>(Func<T, TPart> get, Func<T, TPart, T> set, Shape<TPart> part, OptionPlace? place = null)
        where TPart : class
    {
        foreach (var (name, instead) in part._refused)
            _refused[name] = instead;

        return Add(PartOption<T, TPart>.All(part._options, get, set, place));
    }

    /// <summary>A block of further options.</summary>
    public Shape<T> Block<TInner>(
        string name,
        Func<Shape<TInner>> shape,
        Func<T, TInner?> get,
        Func<T, TInner, T> set,
        Func<OptionEntry, TInner> create,
        string summary,
        OptionPlace place = OptionPlace.Anywhere,
        bool mayVanish = false,
        bool alias = false,
        string? pending = null)
        where TInner : class => Add(new BlockOption<T, TInner>(name, shape, get, set, create, summary)
        {
            Place = place,
            MayVanish = mayVanish,
            IsAlias = alias,
            Pending = pending,
        });

    /// <summary>A block that can be written several times.</summary>
    public Shape<T> Blocks<TInner>(
        string name,
        Func<Shape<TInner>> shape,
        Func<T, IReadOnlyList<TInner>> get,
        Func<T, IReadOnlyList<TInner>, T> set,
        Func<OptionEntry, TInner> create,
        string summary,
        OptionPlace place = OptionPlace.Anywhere,
        bool rest = false,
        bool required = false,
        string? key = null,
        string? pending = null)
        where TInner : class => Add(new BlocksOption<T, TInner>(name, shape, get, set, create, summary)
        {
            Place = place,
            IsRest = rest,
            IsRequired = required,
            Plural = key,
            Pending = pending,
        });

    /// <summary>A name that Caddy or the product has and this version refuses, with what to write instead.</summary>
    public Shape<T> Refuse(string name, string? instead = null)
    {
        _refused[name] = instead;
        return this;
    }

    /// <summary>Reads a line with its block, or a table; <c>null</c> where it is not whole.</summary>
    public T? Read(T target, OptionEntry entry, ConfigContext context)
    {
        switch (entry.Form)
        {
            case EntryForm.Words:
                if (NeedsBlock && entry.Block is null)
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.MissingBlock, entry.NameSpan, $"`{entry.Name}` wants a block", "put { at the end of this line");
                    return null;
                }

                var before = context.Diagnostics.ErrorCount;
                List<OptionEntry> line = [.. Arguments.Split(entry, context)];
                if (entry.Block is not null && !_options.Any(option => option.Place is OptionPlace.Anywhere or OptionPlace.CaddyfileOnly))
                {
                    RefuseBlock(target, entry, line, before, context);
                    return null;
                }

                return Read(target, entry, line, context.Diagnostics.ErrorCount > before, context);
            case EntryForm.Table:
                return Read(target, entry, [], false, context);
            default:
                context.Diagnostics.Error(
                    DiagnosticCodes.WrongType,
                    entry.Values.Count > 0 ? entry.Values[0].Span : entry.NameSpan,
                    $"`{entry.Name}` wants a table");
                return null;
        }
    }

    /// <summary>Everything that was said, as a line with its block or as a table.</summary>
    public OptionEntry WriteEntry(string name, T source, ConfigFormat format)
    {
        var entries = Write(source, format);
        if (format == ConfigFormat.Toml)
            return OptionEntry.OfBlock(name, entries);

        var words = Arguments.Join(entries);
        return new OptionEntry(name, default, words, EntryForm.Words) { Block = entries.Count > 0 || NeedsBlock ? entries : null };
    }

    /// <summary>Everything that was said, one entry for each.</summary>
    public List<OptionEntry> Write(T source, ConfigFormat format) =>
    [
        .. _options
            .Where(option => option.Place != (format == ConfigFormat.Toml ? OptionPlace.CaddyfileOnly : OptionPlace.TomlOnly))
            .SelectMany(option => option.Write(source, format))
            .Select(entry => entry.IsRow ? entry with { IsQuoted = _options.Exists(option => option.HasLine(entry.Name)) } : entry),
    ];

    private T? Read(
        T target, OptionEntry owner, IReadOnlyList<OptionEntry> line, bool lineIsWrong, ConfigContext context)
    {
        var errors = context.Diagnostics.ErrorCount;
        var written = new Dictionary<Option<T>, List<OptionEntry>>();
        foreach (var entry in line)
        {
            Sort(
                _options.Find(option => entry.IsRow ? option.TakesRest : option.Name == entry.Name && option.Place != OptionPlace.TomlOnly),
                entry);
        }

        foreach (var entry in owner.Block ?? [])
            Sort(Find(entry), entry);

        foreach (var option in _options.Where(written.ContainsKey))
            target = Apply(option, target, written[option], owner, context);

        var missing = _options.Where(IsMissing).ToList();
        SayMissing(lineIsWrong ? missing.Where(option => option.Place != OptionPlace.Line) : missing, owner, written, context);

        if (missing.Count == 0)
            Check?.Invoke(target, owner, context);

        if (context.Diagnostics.ErrorCount > errors && Identity(target) is { } name)
            context.MarkIncomplete(name.Span);

        return missing.Count == 0 ? target : null;

        // A list of nothing says nothing.
        bool IsMissing(Option<T> option) =>
            option.IsRequired
            && !(option.Place == OptionPlace.TomlOnly && owner.Form == EntryForm.Words)
            && (!written.TryGetValue(option, out var entries) || entries.TrueForAll(entry => entry is { Form: EntryForm.List, Values.Count: 0 }));

        void Sort(Option<T>? option, OptionEntry entry)
        {
            if (option is null)
                RefuseUnknown(entry, owner, context);
            else if (written.TryGetValue(option, out var entries))
                entries.Add(entry);
            else
                written[option] = [entry];
        }
    }

    // What belongs to a block that does not exist is told by the line before it, where that is wrong itself.
    private void RefuseBlock(T target, OptionEntry entry, List<OptionEntry> line, int errorsBefore, ConfigContext context)
    {
        Read(target, entry with { Block = null }, line, true, context);
        if (context.Diagnostics.ErrorCount == errorsBefore)
            context.Diagnostics.Error(DiagnosticCodes.UnexpectedBlock, entry.NameSpan, $"`{entry.Name}` takes no block");
    }

    private static T Apply(Option<T> option, T target, List<OptionEntry> entries, OptionEntry owner, ConfigContext context)
    {
        if (!option.IsMany)
        {
            foreach (var again in entries.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateOption,
                    again.NameSpan,
                    owner.IsWhole ? $"the option `{again.Name}` is given twice" : $"`{again.Name}` is given twice in this `{owner.Name}`");
            }
        }

        if (option.Pending is { } pending)
            context.Diagnostics.Pending(entries[0].NameSpan, $"`{entries[0].Name}`", pending);

        var errors = context.Diagnostics.ErrorCount;
        target = option.Read(target, entries, owner.Name, context);
        if (context.Diagnostics.ErrorCount > errors)
            context.MarkWrong(option.Name);

        return target;
    }

    private Option<T>? Find(OptionEntry entry)
    {
        if (entry.Form != EntryForm.Words)
            return _options.Find(option => option.Place != OptionPlace.CaddyfileOnly && option.HasKey(entry.Name));

        return _options.Find(option =>
                option.HasLine(entry.Name) && !option.TakesRest && !entry.IsQuoted)
            ?? _options.Find(option => option.TakesRest);
    }

    private static void SayMissing(
        IEnumerable<Option<T>> missing, OptionEntry owner, Dictionary<Option<T>, List<OptionEntry>> written, ConfigContext context)
    {
        foreach (var option in missing)
        {
            if (owner.Form == EntryForm.Table)
            {
                var empty = written.GetValueOrDefault(option)?[0];
                context.Diagnostics.Error(
                    DiagnosticCodes.MissingOption,
                    empty?.NameSpan ?? owner.NameSpan,
                    empty is null ? $"`{option.Key}` is missing in this `{owner.Name}`" : $"`{option.Key}` is empty");
                continue;
            }

            // Of what stands on one line, the first that is missing tells enough.
            context.Diagnostics.Error(
                DiagnosticCodes.MissingArgument,
                owner.NameSpan,
                owner.UnsetVariable is { } variable
                    ? $"`{owner.Name}` has no `{option.Name}`, because the environment variable {variable} is not set"
                    : $"`{owner.Name}` wants `{InWords(option)}`: {char.ToLowerInvariant(option.Summary[0])}{option.Summary[1..].TrimEnd('.')}",
                option.Content.Choices is { Count: > 1 } choices ? $"one of {string.Join(", ", choices)}" : null);
            return;
        }
    }

    // A line that begins with a value has no name to be called by.
    private static string InWords(Option<T> option) =>
        option.TakesRest && option.Content.Shape is { } row ? row().Arguments.Syntax : option.Name;

    private void RefuseUnknown(OptionEntry entry, OptionEntry owner, ConfigContext context)
    {
        if (_refused.TryGetValue(entry.Name, out var instead))
        {
            context.Diagnostics.NotSupported(entry.NameSpan, owner.IsWhole ? $"the option `{entry.Name}`" : $"`{entry.Name}` in `{owner.Name}`", instead);
            return;
        }

        var isToml = entry.Form != EntryForm.Words;
        var isOfLine = !isToml && _options.Exists(option => option.Name == entry.Name && option.Place == OptionPlace.Line);
        context.Diagnostics.Error(
            DiagnosticCodes.UnknownOption,
            entry.NameSpan,
            owner.IsWhole ? $"there is no option `{entry.Name}`" : $"`{owner.Name}` has no option `{entry.Name}`",
            isOfLine ? $"it stands on the line of `{owner.Name}`: `{owner.Name} {Arguments.Syntax}`" : NearestName.HintOrList(
                entry.Name,
                [
                    .. _options
                        .Where(option => isToml
                            ? option.Place != OptionPlace.CaddyfileOnly
                            : option.Place is OptionPlace.Anywhere or OptionPlace.CaddyfileOnly)
                        .Select(option => option.Name),
                ]));
    }
}
