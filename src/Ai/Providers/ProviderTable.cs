using System.Collections.Frozen;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Providers.Anthropic;
using FerroGate.Ai.Providers.Azure;
using FerroGate.Ai.Providers.Echo;
using FerroGate.Ai.Providers.Gemini;
using FerroGate.Ai.Providers.OpenAi;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

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

    private static readonly Dictionary<string, IDialect> Protocols = new(StringComparer.Ordinal)
    {
        [ProviderKind.Chat] = ChatDialect.Instance,
        [ProviderKind.Responses] = ResponsesDialect.Instance,
        [ProviderKind.Messages] = MessagesDialect.Instance,
        [ProviderKind.Gemini] = GenerateDialect.Instance,
    };

    private static readonly FrozenDictionary<string, IProviderAdapter> ByKind =
        All.ToFrozenDictionary(adapter => adapter.Kind.Name, StringComparer.Ordinal);

    /// <summary>
    /// The protocols in which a provider is asked: those that its config names, in that order, or what its kind speaks; and whatever
    /// else than conversations its kind speaks. Who makes responses is asked for those that it has stored.
    /// </summary>
    public static IReadOnlyList<IDialect> DialectsOf(Provider provider)
    {
        var own = Of(provider.Kind).DialectsOf(provider);
        var spoken = provider.Speaks.Length == 0
            ? own
            : [.. provider.Speaks.Split(' ').Select(name => Protocols[name]), .. own.Where(dialect => !Protocols.ContainsValue(dialect))];
        return spoken.Contains(ResponsesDialect.Instance) && !spoken.Contains(StoredResponseDialect.Instance) ? [.. spoken, StoredResponseDialect.Instance] : spoken;
    }

    /// <summary>The adapter of a kind that config has accepted.</summary>
    public static IProviderAdapter Of(string kind) => ByKind[kind];
}
