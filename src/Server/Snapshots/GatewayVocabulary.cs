using FerroGate.Ai.Providers;
using FerroGate.Core.Vocabularies;
using FerroGate.Server.Sites.Placeholders;

namespace FerroGate.Server.Snapshots;

/// <summary>The names that this build of the gateway knows, for config to check against.</summary>
public static class GatewayVocabulary
{
    public static Vocabulary Value { get; } = new(
        [.. ProviderTable.All.Select(adapter => adapter.Kind)],
        PlaceholderTable.Names,
        PlaceholderTable.FamilyNames,
        ["chat", "streaming", "embeddings", "tools", "vision", "structured_output", "audio", "prefill"]);
}
