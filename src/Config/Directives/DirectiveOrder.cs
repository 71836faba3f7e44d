using FerroGate.Config.Model;

namespace FerroGate.Config.Directives;

/// <summary>
/// Puts directives in the order of <see cref="DirectiveTable"/>; of two of one kind, that with the longer path comes first,
/// by the rules of Caddy.
/// </summary>
internal static class DirectiveOrder
{
    public static IReadOnlyList<DirectiveConfig> Sort(IEnumerable<DirectiveConfig> directives) =>
        [.. directives.OrderBy(Position).ThenBy(directive => directive, Comparer<DirectiveConfig>.Create(BySpecificity))];

    private static int Position(DirectiveConfig directive)
    {
        var name = directive switch
        {
            BlockConfig { Kind: BlockKind.Route } => "route",
            BlockConfig { Kind: BlockKind.Handle } => "handle",
            BlockConfig => "handle_path",
            RespondConfig => "respond",
            ReverseProxyConfig => "reverse_proxy",
            _ => "ai_gateway",
        };
        return DirectiveTable.Names.ToList().IndexOf(name);
    }

    private static int BySpecificity(DirectiveConfig left, DirectiveConfig right)
    {
        if (left.Path is null || right.Path is null)
            return (left.Path is null).CompareTo(right.Path is null);

        var (leftPath, rightPath) = (left.Path.Value.TrimEnd('*'), right.Path.Value.TrimEnd('*'));

        // Of /a and /a* the first matches less.
        return leftPath == rightPath
            ? left.Path.Value.Length.CompareTo(right.Path.Value.Length)
            : rightPath.Length.CompareTo(leftPath.Length);
    }
}
