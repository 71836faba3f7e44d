using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Translation;

/// <summary>A client's request that is said in other protocols' words, once for each target that is asked.</summary>
public sealed class RequestTranslator : IDisposable
{
    private static readonly JsonWriterOptions AsSpelled = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ParsedJson _body;
    private readonly bool _stream;

    private RequestTranslator(IConversationDialect client, ParsedJson body, bool stream)
    {
        Client = client;
        _body = body;
        _stream = stream;
    }

    /// <summary>The protocol that the client speaks.</summary>
    public IConversationDialect Client { get; }

    /// <summary>The client's request.</summary>
    public JsonElement Request => _body.Root;

    /// <summary>Takes a request whose envelope was read.</summary>
    /// <param name="client">The protocol that the client speaks.</param>
    /// <param name="body">The request; it must live as long as this does.</param>
    /// <param name="stream">The answer is to be streamed.</param>
    public static Outcome<RequestTranslator> Open(IConversationDialect client, ReadOnlyMemory<byte> body, bool stream)
    {
        try
        {
            return new RequestTranslator(client, ParsedJson.Parse(body), stream);
        }
        catch (JsonException exception)
        {
            return Ambiguous(exception);
        }
    }

    /// <summary>Says the request in the words of a provider's protocol.</summary>
    public Outcome<TranslatedRequest> Write(IConversationDialect provider, TargetModel model)
    {
        var notes = new RequestNotes();
        var body = new ArrayBufferWriter<byte>();
        try
        {
            var conversation = Client.ReadRequest(Request, _stream, notes.Losses);
            if (model.OutputCap is { } cap && conversation.Settings.CapOutput(cap, provider.OutputLimitOf(model)))
            {
                notes.Add(provider.OutputLimitOf(model));
            }

            using var writer = new Utf8JsonWriter(body, AsSpelled);
            provider.WriteRequest(writer, conversation, model, notes);
        }
        catch (InvalidConversationException exception)
        {
            return Invalid(exception.Message, exception.Path);
        }
        catch (FormatException exception)
        {
            return Invalid(exception.Message, null);
        }

        return new TranslatedRequest(body.WrittenMemory, notes.Losses.All, notes.Added) { UsageEdit = notes.UsageEdit, RaisedLimit = notes.RaisedLimit };
    }

    public void Dispose() => _body.Dispose();

    /// <summary>Two readers could read the request in two ways, such as one of two members of one name.</summary>
    internal static Refusal Ambiguous(JsonException exception) =>
        Invalid($"The body cannot be read in one way only, as translation to another protocol needs it: {exception.Message}", null);

    internal static Refusal Invalid(string message, string? parameter) =>
        new(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, message) { Parameter = parameter };
}
