using FerroGate.Config.Model.Ai;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Validation;

/// <summary>Looks up what the vocabulary says of a provider's kind.</summary>
internal static class ProviderKinds
{
    private const string Default = "openai";

    public static ProviderKind? Of(ProviderConfig provider, ConfigContext context) =>
        context.Vocabulary.ProviderKinds.FirstOrDefault(kind => kind.Name == (provider.Kind?.Value ?? Default));
}
