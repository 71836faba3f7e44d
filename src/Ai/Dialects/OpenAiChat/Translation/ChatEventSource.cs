using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Gives a stream to a sink, chunk by chunk.</summary>
internal sealed class ChatEventSource(IAnswerSink sink) : IEventReader
{
    private readonly ChatChoiceSource _choices = new(sink, "delta");
    private bool _hasBegun;
    private bool _hasFailed;

    public bool IsFinished => _hasFailed || _choices.AreFinished;

    public void Read(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (data.Member("error"u8) is { ValueKind: JsonValueKind.Object or JsonValueKind.String })
        {
            _hasFailed = true;
            Begin(data);
            sink.Fail(ChatFaultReader.Read(data) ?? new ProviderFault("The provider failed in the middle of its answer.", RefusalCodes.ProviderError));
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

    public bool End()
    {
        Begin(default);
        return true;
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
