using System.Text.RegularExpressions;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>
/// What of the language a case uses: <c>directive respond</c>, <c>respond close</c> (a word or a line of its block),
/// <c>matcher path</c>, <c>matcher file root</c>, <c>global servers timeouts</c>, <c>{path}</c> and <c>{query.*}</c>.
/// </summary>
internal sealed partial class CoveredItems
{
    private static readonly string[] Containers = ["handle", "handle_path", "handle_errors", "route"];

    private readonly HashSet<string> _items = [];

    private CoveredItems(CaddyCase @case)
    {
        foreach (var statement in CaddyStatement.ReadAll(@case.Caddyfile))
            AddTop(statement);
        foreach (Match placeholder in Placeholder().Matches(@case.Caddyfile))
            _items.Add(placeholder.Groups["family"] is { Success: true } family ? $"{{{family.Value}*}}" : placeholder.Value);
    }

    public static IReadOnlySet<string> Of(CaddyCase @case) => new CoveredItems(@case)._items;

    private void AddTop(CaddyStatement statement)
    {
        if (statement.Words.Count == 0)
        {
            foreach (var option in statement.Block)
                AddWithBlock("global " + option.Name, option);
        }
        else if (statement.Block.Count == 0 && statement.Name.StartsWith("http", StringComparison.Ordinal))
        {
            _items.Add("site without braces");
        }
        else if (statement.Block.Count == 0)
        {
            // A site without braces, or an import at the top.
            AddDirective(statement);
        }
        else
        {
            if (statement.Name.StartsWith('('))
                _items.Add("snippet");
            foreach (var directive in statement.Block)
                AddDirective(directive);
        }
    }

    private void AddDirective(CaddyStatement directive)
    {
        if (directive.Name.StartsWith('@'))
        {
            AddMatchers(directive with { Words = [.. directive.Words.Skip(1)] });
            return;
        }

        _items.Add("directive " + directive.Name);
        if (directive.Words.Skip(1).FirstOrDefault() is { } matcher && matcher[..Math.Min(1, matcher.Length)] is "/" or "@" or "*")
            _items.Add(matcher[0] switch { '@' => "named matcher", '/' => "path as a matcher", _ => "* as a matcher" });
        if (Containers.Contains(directive.Name))
        {
            foreach (var inner in directive.Block)
            {
                _items.Add($"{inner.Name} inside {directive.Name}");
                AddDirective(inner);
            }

            return;
        }

        if (directive.Name is "header" or "request_header")
            AddHeaderRule(directive);
        else if (directive.Name == "map")
            AddMap(directive);
        else
            AddWithBlock(directive.Name, directive);
    }

    private void AddWithBlock(string name, CaddyStatement statement)
    {
        _items.Add(name);
        foreach (var word in statement.Words.Skip(1))
            _items.Add($"{name} {word}");
        foreach (var line in statement.Block)
            AddWithBlock($"{name} {line.Name}", line);
    }

    private void AddMatchers(CaddyStatement set)
    {
        IEnumerable<CaddyStatement> matchers = set.Words.Count > 0 ? [set] : set.Block;
        foreach (var matcher in matchers)
        {
            if (matcher.Name == "not")
                AddMatchers(matcher with { Words = [.. matcher.Words.Skip(1)] });
            AddWithBlock("matcher " + matcher.Name, matcher);
            if (matcher.Name == "header" && matcher.Words.Count > 1 && matcher.Words[1].StartsWith('!'))
                _items.Add("matcher header !");
        }
    }

    private void AddHeaderRule(CaddyStatement directive)
    {
        var words = directive.Words.Skip(1).SkipWhile(word => word.StartsWith('/') || word.StartsWith('@') || word == "*").ToList();
        var rules = words.Count > 0 ? [words] : directive.Block.Select(line => line.Words.ToList());
        if (words.Count == 0)
            _items.Add($"{directive.Name} in a block of its own");
        foreach (var rule in rules)
        {
            var sign = rule[0][..1];
            _items.Add($"{directive.Name} " + (rule, sign) switch
            {
                (["defer"], _) => "defer",
                (_, "+" or "-" or "?") => sign,
                ([_, _, _], _) => "replace",
                _ => "set",
            });
            if (sign == "-" && rule[0].Contains('*', StringComparison.Ordinal))
                _items.Add($"{directive.Name} - with a wildcard");
        }
    }

    private void AddMap(CaddyStatement map)
    {
        if (map.Words.Count(word => word.StartsWith('{')) > 2)
            _items.Add("map with several outputs");
        foreach (var line in map.Block)
        {
            _items.Add(line.Name switch { "default" => "map default", ['~', ..] => "map regular expression", _ => "map text" });
            if (line.Words.Contains("-"))
                _items.Add("map -");
        }
    }

    [GeneratedRegex(
        @"\{(?<family>(?:http\.(?:request|error|vars|regexp)|query|header|cookie|re|vars|labels|path|file|env|err)\.)[^\s{}$]+\}|\{[a-z_]+\}")]
    private static partial Regex Placeholder();
}
