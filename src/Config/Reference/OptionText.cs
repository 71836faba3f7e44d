using FerroGate.Config.Options;

namespace FerroGate.Config.Reference;

/// <summary>What the tables say of an option.</summary>
internal static class OptionText
{
    private const string Nothing = "–";

    /// <summary>It has no name of its own: what stands for it is the writer's choice.</summary>
    public static bool IsFree(IOption option) => option.Name.Contains('<', StringComparison.Ordinal);

    public static string InCaddyfile(IOption option, IShape? shape) => option switch
    {
        { Place: OptionPlace.TomlOnly } => Nothing,
        { Content.IsDirectives: true } => "a line for each",
        { Place: OptionPlace.Line } => $"`{option.Name}`, on the line",
        _ when IsFree(option) => $"`{Synopsis.FreeLine(option, shape)}`",
        _ => $"`{option.Name}`",
    };

    public static string InToml(IOption option) => option switch
    {
        { Place: OptionPlace.CaddyfileOnly } => Nothing,
        { Content.IsDirectives: true } => "`directives`, `matchers`",
        _ => $"`{option.Key}`",
    };

    /// <summary>What a value may be.</summary>
    public static string Value(IOption option)
    {
        var content = option.Content;
        if (content.IsDirectives)
            return "[directives](directives.md)";

        if (content.Choices.Count > 0)
            return option.IsMany ? $"list of {Words(content.Choices, "and")}" : Words(content.Choices, "or");

        var type = option.IsMany && !IsFree(option) ? $"list of {Plural(content.TypeName)}" : content.TypeName;
        return ValueTypes.IsExplained(content.TypeName) || content.Examples.Count == 0
            ? type
            : $"{type}, such as {Words(content.Examples, "or")}";
    }

    /// <summary>The same of an option that is a block.</summary>
    public static string Block(IOption option, string link) =>
        option.IsMany ? $"[block]({link}), any number" : $"[block]({link})";

    public static string Default(IOption option) => option switch
    {
        { IsRequired: true } => "required",
        { Default: { } value } => value,
        { Content: { Kinds.Count: > 0, Choices.Count: 0, TypeName: "switch" } } => "off",
        _ => Nothing,
    };

    public static string Meaning(IOption option) => option.Pending is { } pending ? $"{option.Summary} *Not yet: {pending}.*" : option.Summary;

    // The first noun counts: texts with placeholders.
    private static string Plural(string type)
    {
        var end = type.IndexOf(" with ", StringComparison.Ordinal) is var with and >= 0 ? with : type.Length;
        var noun = type[..end];
        return noun switch
        {
            [.. var stem, 'y'] => stem + "ies",
            [.., 's'] => noun + "es",
            _ => noun + "s",
        } + type[end..];
    }

    private static string Words(IReadOnlyList<string> words, string last) => words.Count switch
    {
        0 => "",
        1 => Quote(words[0]),
        _ => $"{string.Join(", ", words.SkipLast(1).Select(Quote))} {last} {Quote(words[^1])}",
    };

    private static string Quote(string word) => word.Length > 0 ? $"`{word}`" : "an empty text";
}
