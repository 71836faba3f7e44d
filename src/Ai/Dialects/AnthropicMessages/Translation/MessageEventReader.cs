using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads a provider's stream. What comes behind an error is no answer any more.</summary>
internal sealed class MessageEventReader(IAnswerSink sink) : IEventReader
{
    private readonly BlockReader _blocks = new(sink);
    private bool _hasBegun;
    private bool _hasFailed;
    private bool _hasFinish;

    public bool IsFinished => _hasFinish || _hasFailed;

    public void Read(JsonElement data)
    {
        if (_hasFailed)
        {
            return;
        }

        var type = data.TextOf("type"u8)?.ToString();
        switch (type)
        {
            case "message_start":
                Start(data.Member("message"u8) ?? default);
                break;
            case "content_block_start":
                Begin();
                _blocks.Start(data.Member("content_block"u8) ?? default);
                break;
            case "content_block_delta":
                Begin();
                _blocks.Go(data.Member("delta"u8) ?? default);
                break;
            case "content_block_stop":
                _blocks.Stop();
                break;
            case "message_delta":
                Begin();
                Finish(data);
                break;
            case "error":
                _hasFailed = true;
                sink.Fail(MessagesFaultReader.Read(data) ?? new ProviderFault("", null));
                break;
            case "ping" or "message_stop" or null:
                break;
            default:
                sink.Lose(type, LossReason.Unknown);
                break;
        }
    }

    public bool End()
    {
        if (_hasFailed)
        {
            return false;
        }

        Begin();
        _blocks.Stop();
        return true;
    }

    private void Start(JsonElement message)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        sink.Begin(MessageFacts.HeadOf(message));
        MessageFacts.LoseOthers(message, sink);
        MessageFacts.LoseCounters(message.Member("usage"u8), sink);
    }

    // Sinks want a beginning, also where a provider leaves it out.
    private void Begin()
    {
        if (!_hasBegun)
        {
            Start(default);
        }
    }

    private void Finish(JsonElement data)
    {
        _blocks.Stop();
        if (data.Member("delta"u8) is { } delta)
        {
            _hasFinish |= MessageFacts.ReadFinish(delta, sink);
            MessageFacts.LoseOthers(delta, sink);
        }

        MessageFacts.LoseOthers(data, sink);
        MessageFacts.LoseCounters(data.Member("usage"u8), sink);
    }
}
