using System.Text.Json;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Gives a stream to a sink, chunk by chunk.</summary>
internal sealed class ChatEventSource(IAnswerSink sink) : IEventReader
{
    private readonly ChatChoiceSource _choices = new(sink, "delta");
    private bool _hasBegun;

    public void Read(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (data.Member("error"u8) is not null && ChatFaultReader.Read(data) is { } fault)
        {
            Begin(data);
            sink.Fail(fault);
            return;
        }

        // Azure begins with a chunk that has neither id nor model, only what its filter thinks of the prompt.
        if (!_hasBegun && data.Member("choices"u8) is not { ValueKind: JsonValueKind.Array } && data.Member("usage"u8) is null)
        {
            return;
        }

        Begin(data);
        ChatChoiceSource.LoseStrange(data, sink);
        if (data.Member("choices"u8) is { } choices)
        {
            _choices.Read(choices);
        }
    }

    public void End()
    {
        Begin(default);
        sink.End();
    }

    private void Begin(JsonElement data)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            sink.Begin(ChatChoiceSource.HeadOf(data));
        }
    }
}
