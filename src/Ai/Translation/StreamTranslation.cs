using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Translation;

/// <summary>A provider's stream in the words of the client's protocol. Whoever feeds it takes out what has been written, event by event.</summary>
public sealed class StreamTranslation
{
    private readonly ArrayBufferWriter<byte> _output;
    private readonly IEventReader _reader;
    private readonly IEventWriter _writer;
    private readonly SentAnswer? _sent;
    private readonly FollowedAnswer? _followed;
    private readonly bool _isStrict;
    private bool _hasEnded;

    internal StreamTranslation(IConversationDialect client, IConversationDialect provider, AnswerContext context, bool isStrict, bool canBeResumed)
    {
        _output = new ArrayBufferWriter<byte>();
        _writer = client.NewEventWriter(_output, context);
        _sent = canBeResumed ? new SentAnswer(_writer) : null;
        _reader = provider.NewEventReader(_sent ?? (IAnswerSink)_writer);
        _isStrict = isStrict;
    }

    internal StreamTranslation(
        ArrayBufferWriter<byte> output, IEventWriter writer, SentAnswer sent, IEventReader reader, bool isStrict, FollowedAnswer? followed)
    {
        (_output, _writer, _sent, _reader, _isStrict, _followed) = (output, writer, sent, reader, isStrict, followed);
    }

    /// <summary>The client has nothing of this answer yet but what it has of the one before.</summary>
    public bool IsBehind => _followed is { HasCaughtUp: false };

    /// <summary>What the client's protocol could not say so far.</summary>
    public IReadOnlyList<Loss> Losses => _writer.Losses.All;

    /// <summary>Some of it could not be said: what the client has is a part, whatever the provider says of its end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>What has been written since the last <see cref="Clear"/>; good until the next.</summary>
    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    public void Clear() => _output.ResetWrittenCount();

    internal StreamResumption? Resume(Func<ArrayBufferWriter<byte>, IEventWriter, SentAnswer, bool, StreamResumption?> with) =>
        _sent is null || IsBehind ? null : with(_output, _writer, _sent, _isStrict);

    /// <summary>Reads the next event.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="facts">What its follower knows of it.</param>
    /// <exception cref="FormatException">It cannot be read, or cannot be said in the client's protocol.</exception>
    public void Read(ReadOnlyMemory<byte> data, EventFacts facts)
    {
        if (_hasEnded)
        {
            return;
        }

        if (facts.Usage is { } usage)
        {
            _writer.Use(usage);
        }

        if (data.IsEmpty || facts.Kind == EventKind.KeepAlive)
        {
            _writer.KeepAlive();
            return;
        }

        try
        {
            using var parsed = ParsedJson.ParseAnswer(data);
            _reader.Read(parsed.Root);
            EndAtError(facts.Kind);
        }
        catch (JsonException) when (facts.Kind == EventKind.Done || data.Span.Trim(" \t"u8).IsEmpty)
        {
            // An end mark that is no JSON, or a comment.
        }
        catch (FormatException)
        {
            IsBroken = true;
            throw;
        }
        catch (JsonException exception)
        {
            throw new FormatException("An event of the stream is not JSON.", exception);
        }
    }

    // Nothing of an answer comes behind its error, whatever the provider goes on sending.
    private void EndAtError(EventKind kind)
    {
        if (kind is not (EventKind.Error or EventKind.Failed))
        {
            return;
        }

        _hasEnded = true;
        if (_output.WrittenCount == 0)
        {
            _writer.Fail(new ProviderFault("The provider failed in the middle of its answer.", RefusalCodes.ProviderError));
        }
    }

    /// <summary>The stream is whole: writes its end, once.</summary>
    /// <param name="usage">What the answer costs in the end: what the provider has said, or an estimate where it says nothing.</param>
    /// <exception cref="FormatException">It cannot be said in the client's protocol.</exception>
    /// <exception cref="InvalidDataException">The provider has not said why it ends, so nobody knows that nothing is missing.</exception>
    public void End(TokenUsage usage)
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        if (!_reader.IsFinished)
        {
            IsBroken = true;
            throw new InvalidDataException("The stream ends without a finish reason.");
        }

        _writer.Use(usage);
        try
        {
            // Where something is lost already, nothing more is said that looks like an end.
            if (!IsLoss() && _reader.End() && !IsLoss())
            {
                _writer.End();
            }
        }
        catch (FormatException)
        {
            IsBroken = true;
            throw;
        }
    }

    private bool IsLoss()
    {
        var isLoss = _isStrict && _writer.Losses.AnyHarm;
        if (isLoss)
        {
            // Codes are a closed set in Responses, so the text names it too.
            Fail(new ProviderFault(
                $"The answer is complete, but this protocol cannot say all of it ({RefusalCodes.TranslationLoss}): {_writer.Losses}.", RefusalCodes.TranslationLoss));
        }

        return isLoss;
    }

    /// <summary>Writes an error as the last event of the stream.</summary>
    public void Fail(ProviderFault fault)
    {
        _hasEnded = true;
        _writer.Fail(fault);
    }
}
