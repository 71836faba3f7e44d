using System.Collections.Frozen;
using FerroGate.Ai.Providers.Anthropic;
using FerroGate.Ai.Providers.Azure;
using FerroGate.Ai.Providers.Echo;
using FerroGate.Ai.Providers.Gemini;
using FerroGate.Ai.Providers.OpenAi;

namespace FerroGate.Ai.Providers;

/// <summary>Every kind of provider that there is. A new one is a folder and a line here.</summary>
public static class ProviderTable
{
    public static IReadOnlyList<IProviderAdapter> All { get; } =
    [
        OpenAiAdapter.OpenAi,
        OpenAiAdapter.Compatible,
        new AnthropicAdapter(),
        new GeminiAdapter(),
        OpenAiAdapter.Grok,
        OpenAiAdapter.Xai,
        AzureAdapter.Azure,
        AzureAdapter.AzureOpenAi,
        new EchoAdapter(),
    ];

    private static readonly FrozenDictionary<string, IProviderAdapter> ByKind =
        All.ToFrozenDictionary(adapter => adapter.Kind.Name, StringComparer.Ordinal);

    /// <summary>The adapter of a kind that config has accepted.</summary>
    public static IProviderAdapter Of(string kind) => ByKind[kind];
}
