using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary>What lists of directives are called.</summary>
internal static class DirectiveListNames
{
    /// <summary>The array of directives in TOML.</summary>
    public const string Key = "directives";

    /// <summary>The array of matchers in TOML.</summary>
    public const string MatchersKey = "matchers";

    /// <summary>The key of a directive's table that says which it is.</summary>
    public const string NameKey = "directive";

    /// <summary>The key of a directive's table that holds its matcher.</summary>
    public const string MatchKey = "match";

    /// <summary>Whether an entry of a list defines a matcher.</summary>
    public static bool IsMatcher(OptionEntry entry) => entry.Form == EntryForm.Words
        ? !entry.IsQuoted && entry.Name.StartsWith(MatcherShape.NamePrefix)
        : entry.Name == MatchersKey;
}
