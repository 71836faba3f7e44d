using FerroGate.Config.Options;

namespace FerroGate.Config.Reference;

/// <summary>How a line of a Caddyfile and its block are written: <c>respond [&lt;matcher&gt;] [&lt;body&gt;|&lt;status&gt;] {</c>.</summary>
internal static class Synopsis
{
    private const int MostChoices = 5;

    /// <summary>Names that are too long for a line.</summary>
    private static readonly Dictionary<string, string> ShortTypes = new(StringComparer.Ordinal)
    {
        ["address to listen on"] = "address",
        ["file or address"] = "target",
        ["header value with placeholders"] = "value",
        ["name of an environment variable"] = "variable",
        ["regular expression (RE2)"] = "regexp",
        ["seconds since 1970"] = "seconds",
        ["status or word"] = "status",
        ["text with placeholders"] = "text",
        ["true or false"] = "true|false",
        ["URI with placeholders"] = "uri",
        ["whole number"] = "number",
    };

    public static string Of(string name, IShape shape, bool takesMatcher = false)
    {
        var isFree = name.StartsWith('<');
        var head = Join(isFree ? "" : name, takesMatcher ? "[<matcher>]" : "", ArgumentsOf(shape));
        var lines = BlockOptions(shape).Select(option => $"\t{Line(option)}").ToList();
        return lines.Count > 0 ? $"{head} {{\n{string.Join('\n', lines)}\n}}" : head;
    }

    /// <summary>A line that begins with a value and not with a name.</summary>
    public static string FreeLine(IOption option, IShape? shape) => shape is null
        ? $"{option.Name} {ValueOf(option)}"
        : option.Name.StartsWith('<') ? ArgumentsOf(shape) : $"{option.Name} …";

    private static string Line(IOption option)
    {
        if (option.Content.IsDirectives)
            return "<directives…>";

        var shape = option.Content.Shape?.Invoke();
        if (OptionText.IsFree(option))
            return FreeLine(option, shape);

        return shape is null
            ? Join(option.Name, ValueOf(option), option is { IsMany: true, Content.Kinds.Count: > 0 } ? "..." : "").Replace(" ...", "...", StringComparison.Ordinal)
            : Join(option.Name, ArgumentsOf(shape), BlockOptions(shape).Any() ? "{ … }" : "");
    }

    private static string ValueOf(IOption option) => option.Content switch
    {
        { TypeName: "switch" } => "",
        { Choices: { Count: > 0 and <= MostChoices } choices } => string.Join('|', choices),
        { TypeName: "true or false" } => "true|false",
        { TypeName: var type } => $"<{ShortTypes.GetValueOrDefault(type, type).Replace(' ', '_')}>",
    };

    // Of words in a row, those that may be missing stand in brackets.
    private static string ArgumentsOf(IShape shape) => shape.Arguments.Names is not { } names
        ? shape.Arguments.Syntax
        : string.Join(' ', names.Select(name => IsRequired(shape, name) ? $"<{name}>" : $"[<{name}>]"));

    private static bool IsRequired(IShape shape, string name) =>
        shape.Options.FirstOrDefault(option => option.Name == name.TrimEnd('.')) is { IsRequired: true };

    private static IEnumerable<IOption> BlockOptions(IShape shape) => shape.Options.Where(option =>
        option is { IsAlias: false, Place: OptionPlace.Anywhere or OptionPlace.CaddyfileOnly });

    private static string Join(params IEnumerable<string> words) => string.Join(' ', words.Where(word => word.Length > 0));
}
