using System.Text.Json;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Gives a whole answer to a sink.</summary>
internal static class ChatAnswerSource
{
    public static void Read(JsonElement answer, IAnswerSink sink)
    {
        sink.Begin(ChatChoiceSource.HeadOf(answer));
        if (answer.Member("choices"u8) is null && answer.Member("error"u8) is not null && ChatFaultReader.Read(answer) is { } fault)
        {
            sink.Fail(fault);
            return;
        }

        ChatChoiceSource.LoseStrange(answer, sink);
        if (answer.Member("choices"u8) is { } choices)
        {
            new ChatChoiceSource(sink, "message").Read(choices);
        }

        sink.End();
    }
}
