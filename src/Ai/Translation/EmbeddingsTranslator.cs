using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.GeminiEmbeddings;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiEmbeddings.Translation;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Translation;

/// <summary>A client's request for embeddings in Gemini's words, and Gemini's answer to it in the client's, which are OpenAI's.</summary>
public sealed class EmbeddingsTranslator : IPlainTranslator, IDisposable
{
    private static readonly JsonWriterOptions AsSpelled = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ParsedJson _body;
    private readonly EmbeddingsRequest _request;
    private readonly Losses _losses;
    private readonly string _model;

    private EmbeddingsTranslator(ParsedJson body, EmbeddingsRequest request, Losses losses, string model)
    {
        _body = body;
        _request = request;
        _losses = losses;
        _model = model;
    }

    /// <summary>Takes a request whose envelope was read.</summary>
    /// <param name="body">The request; it must live as long as this does.</param>
    /// <param name="model">The model that it asks for.</param>
    public static Outcome<EmbeddingsTranslator> Open(ReadOnlyMemory<byte> body, string model)
    {
        ParsedJson? parsed = null;
        try
        {
            parsed = ParsedJson.Parse(body);
            var losses = new Losses();
            return new EmbeddingsTranslator(parsed, EmbeddingsRequestReader.Read(parsed.Root, losses), losses, model);
        }
        catch (JsonException exception)
        {
            return RequestTranslator.Ambiguous(exception);
        }
        catch (InvalidConversationException exception)
        {
            parsed?.Dispose();
            return RequestTranslator.Invalid(exception.Message, exception.Path);
        }
    }

    /// <summary>Says the request in Gemini's words.</summary>
    public TranslatedRequest Write(TargetModel model)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, AsSpelled))
        {
            EmbedRequestWriter.Write(writer, _request, model.Name);
        }

        return new TranslatedRequest(body.WrittenMemory, _losses.All, []);
    }

    public TranslatedAnswer Whole(ReadOnlyMemory<byte> body, TokenUsage usage)
    {
        using var parsed = ParsedJson.ParseAnswer(body);
        var losses = new Losses();
        if (EmbedVectors.Read(parsed.Root, _request.Inputs.Count, losses) is not { } vectors)
        {
            return new TranslatedAnswer(default, [], GenerateDialect.Instance.ReadFault(parsed.Root) ?? ProviderFault.NoAnswer);
        }

        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, AsSpelled))
        {
            EmbeddingsAnswerWriter.Write(writer, vectors, _request.IsBase64, _model, usage);
        }

        return new TranslatedAnswer(output.WrittenMemory, losses.All, null);
    }

    public ProviderFault? FaultOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var parsed = ParsedJson.ParseAnswer(body);
            return GenerateDialect.Instance.ReadFault(parsed.Root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _body.Dispose();
}
