using System.Buffers;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Stored;

/// <summary>
/// What is done with a stored response: <c>GET</c> and <c>DELETE /v1/responses/{id}</c>, <c>POST …/cancel</c>,
/// <c>GET …/input_items</c>. The making of the response is paid for by the exchange that asked for it, so this costs no tokens.
/// </summary>
public sealed class StoredResponseDialect : IDialect
{
    private StoredResponseDialect()
    {
    }

    public static StoredResponseDialect Instance { get; } = new();

    public string Name => "OpenAI's stored responses";

    /// <summary>The path says everything; which model it is, whoever remembers the response knows.</summary>
    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) => new Envelope
    {
        Model = "",
        ModelSlice = null,
        Stream = address.Stream,
        MaxOutputTokens = 0,
        Choices = 1,
        InputBound = 0,
        InputEstimate = 0,
        Stored = address.Stored,
        References = [new StoredReference("response_id", address.Stored!.Id, StoredKind.Response)],
    };

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) => new(body, []);

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new ResponsesAnswerReader().Read(body) is { } facts ? facts with
    {
        Usage = Nothing,
        ContentBytes = 0,

        // A response that has failed is a right answer to who asks for it.
        IsError = facts.IsError && facts.Stored is null,
    } : null;

    public IStreamFollower Follow(Envelope envelope) => new StoredStreamFollower();

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => ResponsesDialect.Instance.WriteModels(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => ResponsesDialect.Instance.WriteModel(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ResponsesDialect.Instance.WriteError(output, refusal, requestId);

    internal static TokenUsage Nothing { get; } = new() { Input = 0, Output = 0 };
}
