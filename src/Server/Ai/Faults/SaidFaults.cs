using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;

namespace FerroGate.Server.Ai.Faults;

/// <summary>Reads what providers say of their errors.</summary>
internal static class SaidFaults
{
    /// <summary>What an error says; <c>null</c> where it cannot be read.</summary>
    public static ProviderFault? Of(IDialect spoken, ReadOnlyMemory<byte> body) =>
        // What is no conversation is asked of those who hold conversations, too, and most of their errors look like OpenAI's.
        ProviderFault.Of(spoken as IConversationDialect ?? ChatDialect.Instance, body);
}
