using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects.AnthropicMessages.Translation;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>Anthropic Messages: <c>POST /v1/messages</c>.</summary>
public sealed class MessagesDialect : IConversationDialect
{
    private MessagesDialect()
    {
    }

    public static MessagesDialect Instance { get; } = new();

    public string Name => "Anthropic Messages";

    public string? RequestIdHeader => "request-id";

    public RateHeaderStyle RateHeaders => RateHeaderStyle.Anthropic;

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new MessagesEnvelopeScan(address));

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        new(body, ModelEdit.For(envelope, providerModel));

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new MessagesAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => new MessagesStreamFollower();

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => MessagesModelWriter.WriteList(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => MessagesModelWriter.WriteOne(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => MessagesErrorWriter.Write(output, refusal, requestId);

    public string OutputLimitOf(TargetModel model) => "max_tokens";

    public Conversation ReadRequest(JsonElement body, bool stream, Losses losses) => MessagesRequestReader.Read(body, stream, losses);

    public void WriteRequest(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes) =>
        MessagesRequestWriter.Write(writer, conversation, model, notes);

    public void ReadAnswer(JsonElement answer, IAnswerSink sink) => MessageReader.Read(answer, sink);

    public IEventReader NewEventReader(IAnswerSink sink) => new MessageEventReader(sink);

    public BodyEdit? AddPrefill(ReadOnlySpan<byte> body, string text) => PrefillEdit.Of(body, "messages"u8, [.. """{"role":"assistant","content":"""u8, .. JsonText.Of(text).Quoted, .. "}"u8]);

    public void NoteNames(JsonElement data, SentNames names) => MessageNames.Note(data, names);

    public void WriteAnswer(Utf8JsonWriter writer, Answer answer, AnswerContext context) => MessageWriter.Write(writer, answer, context);

    public IEventWriter NewEventWriter(IBufferWriter<byte> output, AnswerContext context) => new MessageEventWriter(output, context);

    public ProviderFault? ReadFault(JsonElement body) => MessagesFaultReader.Read(body);
}
