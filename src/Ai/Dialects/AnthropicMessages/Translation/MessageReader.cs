using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads a provider's whole answer.</summary>
internal static class MessageReader
{
    public static void Read(JsonElement message, IAnswerSink sink)
    {
        sink.Begin(MessageFacts.HeadOf(message));
        if (message.Member("content"u8) is not { ValueKind: JsonValueKind.Array } content)
        {
            sink.Fail(MessagesFaultReader.Read(message) ?? ProviderFault.NoAnswer);
            return;
        }

        ReadContent(content, sink);
        MessageFacts.ReadFinish(message, sink);
        MessageFacts.LoseOthers(message, sink);
        MessageFacts.LoseCounters(message.Member("usage"u8), sink);
        sink.End();
    }

    private static void ReadContent(JsonElement content, IAnswerSink sink)
    {
        var blocks = new BlockReader(sink);
        foreach (var block in content.EnumerateArray())
        {
            blocks.Start(block);
        }

        blocks.Stop();
    }
}
