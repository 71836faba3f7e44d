using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses.Translation;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>OpenAI Responses: <c>POST /v1/responses</c>.</summary>
public sealed class ResponsesDialect : IConversationDialect
{
    private ResponsesDialect()
    {
    }

    public static ResponsesDialect Instance { get; } = new();

    public string Name => "OpenAI Responses";

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new ResponsesEnvelopeScan(address));

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        new(body, ModelEdit.For(envelope, providerModel));

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new ResponsesAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => new ResponsesStreamFollower();

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => ModelListWriter.WriteList(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => ModelListWriter.WriteOne(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ChatErrorWriter.Write(output, refusal, requestId);

    public string OutputLimitOf(TargetModel model) => "max_output_tokens";

    public long LeastOutputTokens => ResponsesRequestWriter.LowestLimit;

    public Conversation ReadRequest(JsonElement body, bool stream, Losses losses) => ResponsesRequestReader.Read(body, stream, losses);

    public void WriteRequest(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes) =>
        ResponsesRequestWriter.Write(writer, conversation, model, notes);

    public void ReadAnswer(JsonElement answer, IAnswerSink sink) => ResponsesAnswerSource.Read(answer, sink);

    public IEventReader NewEventReader(IAnswerSink sink) => new ResponsesEventSource(sink);

    public void NoteNames(JsonElement data, SentNames names) => ResponsesNames.Note(data, names);

    public void WriteAnswer(Utf8JsonWriter writer, Answer answer, AnswerContext context) => ResponsesAnswerWriter.Write(writer, answer, context);

    public IEventWriter NewEventWriter(IBufferWriter<byte> output, AnswerContext context) => new ResponsesEventWriter(output, context);

    public ProviderFault? ReadFault(JsonElement body) => ResponsesFaultReader.Read(body);
}
