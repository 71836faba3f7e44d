using System.Buffers;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>OpenAI Chat Completions: <c>POST /v1/chat/completions</c>.</summary>
public sealed class ChatDialect : IDialect
{
    private ChatDialect()
    {
    }

    public static ChatDialect Instance { get; } = new();

    public string Name => "OpenAI Chat Completions";

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new ChatEnvelopeScan(body.Length, address));

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        ChatSplice.For(body, (ChatEnvelope)envelope, providerModel, injectUsage);

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new ChatAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => ChatStreamFollower.Instance;

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => ModelListWriter.WriteList(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => ModelListWriter.WriteOne(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ChatErrorWriter.Write(output, refusal, requestId);
}
