using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.GeminiEmbeddings;
using FerroGate.Ai.Translation;
using FerroGate.Core.Refusals;

namespace FerroGate.Fuzz.Targets;

/// <summary>The same bytes as a request for embeddings and as Gemini's answer to one: what comes out is JSON, or it is refused aloud.</summary>
internal sealed class EmbeddingsTarget : IFuzzTarget
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    public string Name => "embeddings";

    public IReadOnlyList<string> Corpus { get; } =
    [
        """{"model":"m","input":"a","dimensions":3,"encoding_format":"base64","user":"u"}""",
        """{"model":"m","input":["a","h\ud83d",""],"encoding_format":"float"}""",
        """{"model":"m","input":[[1,2],[3]]}""",
        """{"embeddings":[{"values":[0.25,-1e-5]}],"usageMetadata":{"promptTokenCount":3}}""",
        """{"embeddings":[{"values":[1]},{"values":[1],"shape":[1]}]}""",
        """{"error":{"code":429,"message":"no","status":"RESOURCE_EXHAUSTED"}}""",
    ];

    public IReadOnlyList<string> Words { get; } = ["model", "input", "dimensions", "encoding_format", "base64", "embeddings", "values", "usageMetadata", "error", "1e99"];

    public void Run(byte[] input, int seed)
    {
        if (EmbeddingsTranslator.Open(input, "m").TryGet(out var request, out var refusal))
        {
            using (request)
                BrokenInvariantException.Check(IsJson(request.Write(new TargetModel("m", 1)).Body), "a request is JSON");
        }
        else
        {
            BrokenInvariantException.Check(refusal is { Status: 400, Type: ErrorType.InvalidRequest }, "a refusal is a 400");
        }

        Answer(input, seed % 2 == 0 ? "\"base64\"" : "null");
    }

    private static void Answer(byte[] input, string format)
    {
        var facts = EmbedDialect.Instance.ReadAnswer(input);
        BrokenInvariantException.Check(facts is null || IsJson(input), "what is not whole is no answer");
        if (facts is null)
            return;
        var asked = System.Text.Encoding.UTF8.GetBytes($$"""{"model":"m","input":"a","encoding_format":{{format}}}""");
        if (!EmbeddingsTranslator.Open(asked, "m").TryGet(out var translator, out _))
            return;
        using (translator)
        {
            try
            {
                var answer = translator.Whole(input, facts.Usage);
                BrokenInvariantException.Check(answer.Fault is not null || IsJson(answer.Body), "an answer is JSON");
            }
            catch (Exception unsaid) when (unsaid is JsonException or FormatException)
            {
                // Refused aloud.
            }
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
