using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.GeminiEmbeddings;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;

namespace FerroGate.Ai.Translation;

/// <summary>Which protocol a request is said in where a provider does not speak its own.</summary>
public static class SpokenInstead
{
    /// <summary>The first that it can be translated to; <c>null</c> where there is none.</summary>
    public static IDialect? Of(IDialect client, IReadOnlyList<IDialect> spoken) => client switch
    {
        IConversationDialect => spoken.FirstOrDefault(dialect => dialect is IConversationDialect),
        EmbeddingsDialect => spoken.FirstOrDefault(dialect => dialect is EmbedDialect),
        _ => null,
    };
}
