using System.Buffers;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.GeminiEmbeddings;

/// <summary>
/// Gemini's embeddings: <c>POST /v1beta/models/{model}:batchEmbedContents</c>. Providers are asked in it; clients are not answered in
/// it, so that its requests are only written and its answers only read.
/// </summary>
public sealed class EmbedDialect : IDialect
{
    private EmbedDialect()
    {
    }

    public static EmbedDialect Instance { get; } = new();

    public string Name => "Gemini embeddings";

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) => throw NoClient();

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) => throw NoClient();

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new EmbedAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => GenerateDialect.Instance.Follow(envelope);

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => GenerateDialect.Instance.WriteModels(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => GenerateDialect.Instance.WriteModel(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) =>
        GenerateDialect.Instance.WriteError(output, refusal, requestId);

    private static NotSupportedException NoClient() => new("No path of the gateway takes requests in this protocol.");
}
