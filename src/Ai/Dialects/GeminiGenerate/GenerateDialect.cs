using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects.GeminiGenerate.Translation;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>Gemini: <c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c>, also below <c>/v1/</c>.</summary>
public sealed class GenerateDialect : IConversationDialect
{
    private GenerateDialect()
    {
    }

    public static GenerateDialect Instance { get; } = new();

    public string Name => "Gemini generateContent";

    public Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new GenerateEnvelopeScan(address, counts: false));

    /// <summary>The same for a request whose tokens are counted.</summary>
    internal static Outcome<Envelope> ReadCounted(ReadOnlySpan<byte> body, RequestAddress address) =>
        EnvelopeReader.Read(body, new GenerateEnvelopeScan(address, counts: true));

    public SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage) =>
        new(body, envelope is GenerateEnvelope { NestedModelSlice: { } slice } ? [ModelEdit.To(GenerateModels.ResourceOf(providerModel), slice)] : []);

    public bool HasEndMark => false;

    public AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body) => new GenerateAnswerReader().Read(body);

    public IStreamFollower Follow(Envelope envelope) => new GenerateStreamFollower(envelope.Choices);

    public void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models) => GenerateModelWriter.WriteList(output, models);

    public void WriteModel(IBufferWriter<byte> output, Model model) => GenerateModelWriter.WriteOne(output, model);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => GenerateErrorWriter.Write(output, refusal, requestId);

    /// <summary>Where the limit of output stands, in whichever of its two spellings.</summary>
    internal const string OutputLimit = "generationConfig.maxOutputTokens";

    public string OutputLimitOf(TargetModel model) => OutputLimit;

    public BodyEdit AddOutputLimit(Envelope envelope, TargetModel model, long limit)
    {
        var (asked, inside) = ((GenerateEnvelope)envelope, string.Create(CultureInfo.InvariantCulture, $"\"maxOutputTokens\":{limit}"));
        var first = new JsonSlice(asked.ConfigSlice.Start + 1, 0);
        return asked.Config switch
        {
            ConfigForm.Absent => LimitEdit.Put(new JsonSlice(asked.FirstMember, 0), $"\"generationConfig\":{{{inside}}},"),
            ConfigForm.Null => LimitEdit.Put(asked.ConfigSlice, $"{{{inside}}}"),
            ConfigForm.Empty => LimitEdit.Put(first, inside),
            _ => LimitEdit.Put(first, $"{inside},"),
        };
    }

    public Conversation ReadRequest(JsonElement body, bool stream, Losses losses) => GenerateRequestReader.Read(body, stream, losses);

    public void WriteRequest(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes) =>
        GenerateRequestWriter.Write(writer, conversation, model, notes);

    public void ReadAnswer(JsonElement answer, IAnswerSink sink)
    {
        // A plain answer is a stream of one event.
        var reader = new GenerateEventReader(sink);
        reader.Read(answer);
        if (reader.End())
        {
            sink.End();
        }
    }

    public IEventReader NewEventReader(IAnswerSink sink) => new GenerateEventReader(sink);

    public BodyEdit? AddPrefill(ReadOnlySpan<byte> body, string text) => PrefillEdit.Of(body, "contents"u8, [.. """{"role":"model","parts":[{"text":"""u8, .. JsonText.Of(text).Quoted, .. "}]}"u8]);

    public void NoteNames(JsonElement data, SentNames names) => GenerateNames.Note(data, names);

    public void WriteAnswer(Utf8JsonWriter writer, Answer answer, AnswerContext context) => GenerateAnswerWriter.Write(writer, answer, context);

    public IEventWriter NewEventWriter(IBufferWriter<byte> output, AnswerContext context) => new GenerateEventWriter(output, context);

    public ProviderFault? ReadFault(JsonElement body) => GenerateFaultReader.Read(body);
}
