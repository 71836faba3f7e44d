using System.Collections.Frozen;

namespace FerroGate.Core.Keys;

/// <summary>The names under which scopes are written in config, on the command line and in answers.</summary>
public static class ScopeNames
{
    private static readonly FrozenDictionary<string, Scope> ByName = new Dictionary<string, Scope>
    {
        ["models.read"] = Scope.ModelsRead,
        ["chat.completions"] = Scope.ChatCompletions,
        ["responses.create"] = Scope.ResponsesCreate,
        ["messages.create"] = Scope.MessagesCreate,
        ["embeddings.create"] = Scope.EmbeddingsCreate,
        ["proxy.use"] = Scope.ProxyUse,
        ["admin.read"] = Scope.AdminRead,
        ["admin.write"] = Scope.AdminWrite,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    public static bool TryParse(string name, out Scope scope) => ByName.TryGetValue(name, out scope);

    /// <summary>The names of all scopes that are set, in alphabetical order.</summary>
    public static IReadOnlyList<string> NamesOf(Scope scopes) => [.. All.Where(name => scopes.HasFlag(ByName[name]))];
}
