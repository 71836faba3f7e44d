using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Translation;

/// <summary>Says a provider's answers in the words of the client's protocol.</summary>
/// <param name="client">The protocol that the client speaks.</param>
/// <param name="provider">The protocol of the answer.</param>
/// <param name="context">What the answer answers.</param>
public sealed class AnswerTranslator(IConversationDialect client, IConversationDialect provider, AnswerContext context) : IPlainTranslator
{
    private static readonly JsonWriterOptions AsSpelled = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public TranslatedAnswer Whole(ReadOnlyMemory<byte> body, TokenUsage usage)
    {
        var answer = new Answer();
        using (var parsed = ParsedJson.ParseAnswer(body))
        {
            answer.Use(usage);
            provider.ReadAnswer(parsed.Root, answer);
        }

        if (answer.Fault is { } fault)
        {
            return new TranslatedAnswer(default, [], fault);
        }

        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, AsSpelled))
        {
            client.WriteAnswer(writer, answer, context);
        }

        return new TranslatedAnswer(output.WrittenMemory, answer.Losses.All, null);
    }

    /// <summary>A whole answer to a client that asked for a stream.</summary>
    /// <param name="body">The provider's.</param>
    /// <param name="usage">What it cost.</param>
    /// <exception cref="FormatException">It cannot be said in the client's protocol.</exception>
    public TranslatedAnswer WholeAsStream(ReadOnlyMemory<byte> body, TokenUsage usage)
    {
        using var parsed = ParsedJson.ParseAnswer(body);
        var answer = new Answer();
        provider.ReadAnswer(parsed.Root, answer);
        if (answer.Fault is { } fault)
        {
            // Before a stream has begun an error still has a status.
            return new TranslatedAnswer(default, [], fault);
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = client.NewEventWriter(output, context);
        writer.Use(usage);
        answer.TellTo(writer);
        return new TranslatedAnswer(output.WrittenMemory, writer.Losses.All, null);
    }

    /// <summary>A stream, event by event.</summary>
    /// <param name="isStrict">What is lost is an error.</param>
    /// <param name="canBeResumed">Another provider may have to go on with it.</param>
    public StreamTranslation Stream(bool isStrict, bool canBeResumed = false) => new(client, provider, context, isStrict, canBeResumed);

    public ProviderFault? FaultOf(ReadOnlyMemory<byte> body) => ProviderFault.Of(provider, body);
}
