using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Directives;

/// <summary>A directive with a shape.</summary>
/// <param name="name">The word that begins its line.</param>
/// <param name="summary">A sentence for the documentation.</param>
/// <param name="create">An empty one.</param>
/// <param name="shape">What may stand in it.</param>
internal sealed class Directive<T>(string name, string summary, Func<SourceSpan, T> create, Shape<T> shape) : IDirective
    where T : DirectiveConfig
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string Summary { get; } = summary;

    public bool TakesMatcher { get; init; } = true;

    public string? Pending { get; init; }

    /// <summary>A word alone is what it wants and no matcher, whatever it looks like: <c>root /srv</c>, as in Caddy since 2.8.</summary>
    public bool WordAloneIsValue { get; init; }

    /// <summary>Which directives of the type are meant, where several names share one.</summary>
    public Func<T, bool> IsMine { get; init; } = static _ => true;

    /// <summary>What must be true of it together with its matcher.</summary>
    public Action<DirectiveConfig, OptionEntry, ConfigContext>? Check { get; init; }

    IShape IDirective.Shape => shape;

    public bool Is(DirectiveConfig config) => config is T mine && IsMine(mine);

    public DirectiveConfig? Read(OptionEntry entry, ConfigContext context)
    {
        Setting<string>? match = null;
        var isAlone = WordAloneIsValue && entry is { Form: EntryForm.Words, Values.Count: 1 };
        if (TakesMatcher && !isAlone && !TryTakeMatcher(ref entry, context, out match))
            return null;

        if (Pending is { } pending)
            context.Diagnostics.Pending(entry.NameSpan, $"`{Name}`", pending);

        if (match is not null && IsNothingElse(entry, match, context))
            return null;

        if (TakesMatcher && match is null && shape.Arguments.Names is [] && entry is { Form: EntryForm.Words, Values: [var odd, ..] })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                odd.Span,
                $"`{Name}` takes a matcher here, and `{odd.Text}` is none",
                "a matcher is a path that begins with /, or a name after an @");
            entry = entry with { Values = [] };
        }

        if (shape.Read(create(entry.NameSpan), entry, context) is not { } read)
            return null;

        var config = read with { Match = match };
        Check?.Invoke(config, entry, context);
        return config;
    }

    public OptionEntry Write(DirectiveConfig config, ConfigFormat format)
    {
        var entry = shape.WriteEntry(Name, (T)config, format);
        if (format == ConfigFormat.Toml)
        {
            return entry with
            {
                Block =
                [
                    OptionEntry.Of(DirectiveListNames.NameKey, Forms.Text.ToValue(Name)),
                    .. config.Match is { } match ? [OptionEntry.Of(DirectiveListNames.MatchKey, Forms.Text.ToValue(match.Value))] : Array.Empty<OptionEntry>(),
                    .. entry.Block ?? [],
                ],
            };
        }

        // A first argument that looks like a matcher needs one before it.
        if (config.Match is { } matcher)
            return entry with { Values = [new OptionValue(matcher.Value, default, ValueKind.Word), .. entry.Values] };

        return TakesMatcher && entry.Values is [{ Text: ['/' or '@', ..] or "*" }, ..]
            ? entry with { Values = [new OptionValue("*", default, ValueKind.Word), .. entry.Values] }
            : entry;
    }

    // A path alone is taken as the matcher, as in Caddy; who writes it seldom means that.
    private bool IsNothingElse(OptionEntry entry, Setting<string> match, ConfigContext context)
    {
        if (entry is not { Form: EntryForm.Words, Values: [], Block: null, UnsetVariable: null }
            || !shape.Options.Any(option => option is { IsRequired: true, Place: OptionPlace.Line }))
        {
            return false;
        }

        context.Diagnostics.Error(
            DiagnosticCodes.MissingArgument,
            match.Span,
            $"`{Name}` has nothing after its matcher `{match.Value}`",
            $"write `{Name} * {match.Value}` if it is no matcher");
        return true;
    }

    private static bool TryTakeMatcher(ref OptionEntry entry, ConfigContext context, out Setting<string>? match)
    {
        match = null;
        if (entry.Form == EntryForm.Words)
        {
            if (entry.Values is not [var first, ..] || !Looks(first))
                return true;

            entry = entry with { Values = [.. entry.Values.Skip(1)] };
            return CheckMatcher(first, context, out match);
        }

        if (entry.Block?.FirstOrDefault(option => option.Name == DirectiveListNames.MatchKey) is not { } written)
            return true;

        entry = entry with { Block = [.. entry.Block.Where(option => option != written)] };
        if (written is { Form: EntryForm.Single, Values: [{ Kind: ValueKind.String } value] } && Looks(value))
            return CheckMatcher(value, context, out match);

        context.Diagnostics.Error(
            DiagnosticCodes.WrongType, written.NameSpan, "`match` wants a path, or the name of a matcher after an @", "write \"/api/*\" or \"@name\"");
        return false;
    }

    private static bool Looks(OptionValue word) => word.Text == "*" || word.Text.StartsWith('/') || word.Text.StartsWith('@');

    private static bool CheckMatcher(OptionValue word, ConfigContext context, out Setting<string>? match)
    {
        match = null;
        if (word.Text == "*")
            return true;

        if (word.Text[0] == '@')
        {
            if (context.Matchers.Find(word.Text[1..]) is null)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.UnknownMatcher,
                    word.Span,
                    $"there is no matcher `{word.Text}` here",
                    NearestName.HintOrList(word.Text, [.. context.Matchers.Names.Distinct().Select(name => $"@{name}")])
                        ?? $"define it before it is used: `{word.Text} path /api/*`");
                return false;
            }
        }
        else if (PathMatcherText.WhatIsWrong(word.Text) is { } wrong)
        {
            context.Diagnostics.Error(DiagnosticCodes.InvalidPath, word.Span, $"a path matcher {wrong}");
            return false;
        }
        else
        {
            _ = TemplateText.Read(word.Text, word.Span, context);
        }

        match = new(word.Text, word.Span);
        return true;
    }
}
