using System.Buffers;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.OpenAiEmbeddings;

/// <summary>OpenAI embeddings: <c>POST /v1/embeddings</c>. They are never streamed.</summary>
public sealed class EmbeddingsDialect : IDialect
{
    private EmbeddingsDialect()
    {
    }

    public static EmbeddingsDialect Instance { get; } = new();

    public string Name => "OpenAI Embeddings";

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new EmbeddingsEnvelopeScan(address));

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        new(body, ModelEdit.For(envelope, providerModel));

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new EmbeddingsAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => ChatDialect.Instance.Follow(envelope);

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => ModelListWriter.WriteList(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => ModelListWriter.WriteOne(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ChatErrorWriter.Write(output, refusal, requestId);
}
