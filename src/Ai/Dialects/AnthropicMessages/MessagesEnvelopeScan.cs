using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>The envelope of an Anthropic Messages request.</summary>
internal sealed class MessagesEnvelopeScan(int bodyLength, RequestAddress address) : EnvelopeScan(bodyLength, address)
{
    private static readonly string[] GovernedNames = ["model", "stream", "max_tokens", "messages", "system"];

    private bool _hasMessages;
    private long? _maxTokens;

    protected override ReadOnlySpan<string> Governed => GovernedNames;

    protected override Refusal? ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                return ReadModel(ref reader);
            case "stream":
                return ReadStream(ref reader);
            case "max_tokens":
                return ReadLimit(ref reader, name, out _maxTokens);
            case "messages":
                _hasMessages = true;
                return MeasureList(name, ref reader);
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    protected override Refusal? Missing() => _hasMessages ? null : Wrong("messages", "The member 'messages' is missing: it must be an array.");

    protected override Envelope Finish(Envelope common) => common with { MaxOutputTokens = _maxTokens };
}
