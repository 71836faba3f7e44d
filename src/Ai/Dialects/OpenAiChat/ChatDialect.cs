using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>OpenAI Chat Completions: <c>POST /v1/chat/completions</c>.</summary>
public sealed class ChatDialect : IConversationDialect
{
    private ChatDialect()
    {
    }

    public static ChatDialect Instance { get; } = new();

    public string Name => "OpenAI Chat Completions";

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new ChatEnvelopeScan(address));

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        ChatSplice.For(body, (ChatEnvelope)envelope, providerModel, injectUsage);

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new ChatAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => new ChatStreamFollower();

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => ModelListWriter.WriteList(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => ModelListWriter.WriteOne(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ChatErrorWriter.Write(output, refusal, requestId);

    public string OutputLimitOf(TargetModel model) => model.IsCompatible ? "max_tokens" : "max_completion_tokens";

    public Conversation ReadRequest(JsonElement body, bool stream, Losses losses) => ChatRequestReader.Read(body, stream, losses);

    public void WriteRequest(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes) =>
        ChatRequestWriter.Write(writer, conversation, model, notes);

    public void ReadAnswer(JsonElement answer, IAnswerSink sink) => ChatAnswerSource.Read(answer, sink);

    public IEventReader NewEventReader(IAnswerSink sink) => new ChatEventSource(sink);

    public BodyEdit? AddPrefill(ReadOnlySpan<byte> body, string text) => PrefillEdit.Of(body, "messages"u8, [.. """{"role":"assistant","content":"""u8, .. JsonText.Of(text).Quoted, .. "}"u8]);

    public void NoteNames(JsonElement data, SentNames names) => ChatNames.Note(data, names);

    public void WriteAnswer(Utf8JsonWriter writer, Answer answer, AnswerContext context) => ChatAnswerWriter.Write(writer, answer, context);

    public IEventWriter NewEventWriter(IBufferWriter<byte> output, AnswerContext context) => new ChatEventWriter(output, context);

    public ProviderFault? ReadFault(JsonElement body) => ChatFaultReader.Read(body);
}
