using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>The twelve pairs of protocols between which something is translated.</summary>
internal static class Pairs
{
    public static TheoryData<Protocol, Protocol> All { get; } = new(
        from one in Enum.GetValues<Protocol>()
        from other in Enum.GetValues<Protocol>()
        where one != other
        select (one, other));

    public static IConversationDialect DialectOf(Protocol protocol) => protocol switch
    {
        Protocol.Chat => ChatDialect.Instance,
        Protocol.Responses => ResponsesDialect.Instance,
        Protocol.Messages => MessagesDialect.Instance,
        _ => GenerateDialect.Instance,
    };
}
