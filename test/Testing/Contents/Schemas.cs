using System.Text.Json;
using FerroGate.Testing.Contents.Specs;
using Json.Schema;

namespace FerroGate.Testing.Contents;

/// <summary>Asks the vendors' own specifications what is wrong with a value, where they are beside the repository.</summary>
public static class Schemas
{
    private static readonly Dictionary<(Protocol, PayloadKind), Lazy<JsonSchema>> Roots = (
        from protocol in Enum.GetValues<Protocol>()
        from kind in Enum.GetValues<PayloadKind>()
        select ((protocol, kind), new Lazy<JsonSchema>(() => SpecSchema.Of(protocol, kind)))).ToDictionary();

    private static readonly Lazy<JsonSchema> EmbeddingsRequest = new(() => SpecSchema.Of(Protocol.Gemini, PayloadKind.Request, "BatchEmbedContentsRequest"));

    private static readonly Lazy<JsonSchema> EmbeddingsAnswer = new(() => SpecSchema.Of(Protocol.Chat, PayloadKind.Answer, "CreateEmbeddingResponse"));

    /// <summary>The specifications are there to be asked.</summary>
    public static bool AreThere => SpecDocument.Folder is not null;

    /// <summary>What the specification forbids of the value, where unions are meant in their likeliest branch; nothing where it is valid.</summary>
    /// <exception cref="DirectoryNotFoundException">There are no specifications.</exception>
    public static IReadOnlyList<string> Faults(Protocol protocol, PayloadKind kind, JsonElement value) => Faults(Roots[(protocol, kind)].Value, value);

    /// <summary>The same of a request for embeddings to Gemini.</summary>
    public static IReadOnlyList<string> FaultsOfEmbeddingsRequest(JsonElement value) => Faults(EmbeddingsRequest.Value, value);

    /// <summary>The same of embeddings to a client of OpenAI.</summary>
    public static IReadOnlyList<string> FaultsOfEmbeddings(JsonElement value) => Faults(EmbeddingsAnswer.Value, value);

    private static IReadOnlyList<string> Faults(JsonSchema schema, JsonElement value)
    {
        if (schema.Evaluate(value).IsValid)
            return [];
        return SpecFaults.Of(schema.Evaluate(value, new EvaluationOptions { OutputFormat = OutputFormat.Hierarchical }));
    }
}
