using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Gives a whole answer to a sink.</summary>
internal static class ChatAnswerSource
{
    public static void Read(JsonElement answer, IAnswerSink sink)
    {
        sink.Begin(ChatChoiceSource.HeadOf(answer));
        if (answer.Member("choices"u8) is not { ValueKind: JsonValueKind.Array } choices)
        {
            sink.Fail(ChatFaultReader.Read(answer) ?? ProviderFault.NoAnswer);
            return;
        }

        ChatChoiceSource.LoseStrange(answer, sink);
        new ChatChoiceSource(sink, "message").Read(choices);
        sink.End();
    }
}
