using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;

namespace FerroGate.Ai.Conversations;

/// <summary>A protocol of conversations that others can be translated into, and that can be translated into others.</summary>
public interface IConversationDialect : IDialect
{
    /// <summary>Reads a client's request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="stream">The answer is to be streamed, wherever the protocol says it.</param>
    /// <param name="losses">Takes what no other protocol can say; everything else is in the conversation.</param>
    /// <exception cref="InvalidConversationException">It does not say what the protocol wants it to say.</exception>
    Conversation ReadRequest(JsonElement body, bool stream, Losses losses);

    /// <summary>Writes a request to a provider. Takes the settings that the protocol can say from the conversation.</summary>
    /// <exception cref="InvalidConversationException">It cannot be said at all, such as a tool call whose arguments are no JSON.</exception>
    void WriteRequest(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes);

    /// <summary>The member in which a model is told how long its answer may be at most.</summary>
    string OutputLimitOf(TargetModel model);

    /// <summary>OpenAI, for one, refuses a lower limit than 16.</summary>
    long LeastOutputTokens => 1;

    /// <summary>Gives a limit to a request that has none.</summary>
    BodyEdit AddOutputLimit(Envelope envelope, TargetModel model, long limit) => LimitEdit.Insert(envelope.FirstMember, OutputLimitOf(model), limit);

    /// <summary>
    /// Gives a request the beginning of its answer, for a model that goes on from there; <c>null</c> where the protocol has no place for it.
    /// </summary>
    /// <param name="body">The request in this protocol.</param>
    /// <param name="text">The beginning, which is not empty and does not end with a space.</param>
    BodyEdit? AddPrefill(ReadOnlySpan<byte> body, string text) => null;

    /// <summary>Reads a provider's whole answer. Its usage is read by <see cref="IDialect.ReadAnswer"/>.</summary>
    void ReadAnswer(JsonElement answer, IAnswerSink sink);

    /// <summary>Reads a provider's stream. Its usage is read by the <see cref="IStreamFollower"/>.</summary>
    IEventReader NewEventReader(IAnswerSink sink);

    /// <summary>Notes by which names a client knows what an event of a stream brings it.</summary>
    void NoteNames(JsonElement data, SentNames names);

    /// <summary>Writes a whole answer to a client.</summary>
    /// <exception cref="FormatException">It cannot be said, such as a tool call whose arguments are no JSON.</exception>
    void WriteAnswer(Utf8JsonWriter writer, Answer answer, AnswerContext context);

    /// <summary>Writes a stream to a client.</summary>
    IEventWriter NewEventWriter(IBufferWriter<byte> output, AnswerContext context);

    /// <summary>The error that a provider's body tells, with whatever status it came; <c>null</c> where it tells none.</summary>
    ProviderFault? ReadFault(JsonElement body);
}
