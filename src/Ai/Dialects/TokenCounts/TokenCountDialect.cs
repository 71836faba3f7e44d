using System.Buffers;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.TokenCounts;

/// <summary>
/// Asks how many tokens a request of another dialect has: the same body under another path, and an answer that is a number.
/// Providers take nothing for it, so it holds no tokens and spends none.
/// </summary>
public sealed class TokenCountDialect : IDialect
{
    private readonly IDialect _counted;
    private readonly EnvelopeRead _read;

    private TokenCountDialect(IDialect counted, EnvelopeRead read, string name)
    {
        _counted = counted;
        _read = read;
        Name = name;
    }

    private delegate Outcome<Envelope> EnvelopeRead(ReadOnlySpan<byte> body, RequestAddress address);

    /// <summary><c>POST /v1/messages/count_tokens</c>.</summary>
    public static TokenCountDialect Messages { get; } = new(MessagesDialect.Instance, MessagesDialect.Instance.ReadEnvelope, "Anthropic token counts");

    /// <summary><c>POST /v1/responses/input_tokens</c>.</summary>
    public static TokenCountDialect Responses { get; } = new(ResponsesDialect.Instance, ResponsesDialect.Instance.ReadEnvelope, "OpenAI Responses token counts");

    /// <summary><c>POST /v1beta/models/{model}:countTokens</c>.</summary>
    public static TokenCountDialect Generate { get; } = new(GenerateDialect.Instance, GenerateDialect.ReadCounted, "Gemini token counts");

    public string Name { get; }

    public string? RequestIdHeader => _counted.RequestIdHeader;

    public RateHeaderStyle RateHeaders => _counted.RateHeaders;

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        _read(body, address).TryGet(out var envelope, out var refusal)
            ? envelope with { Stream = false, MaxOutputTokens = 0, Choices = 1, InputBound = 0, InputEstimate = 0 }
            : refusal;

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        _counted.Splice(body, envelope, providerModel, injectUsage: false);

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new CountAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => _counted.Follow(envelope);

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => _counted.WriteModels(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => _counted.WriteModel(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => _counted.WriteError(output, refusal, requestId);
}
