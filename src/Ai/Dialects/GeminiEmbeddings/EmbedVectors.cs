using System.Globalization;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiEmbeddings;

/// <summary>Reads the vectors of an answer.</summary>
internal static class EmbedVectors
{
    /// <summary>The list of them; <c>null</c> where the answer has none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="count">How many were asked for.</param>
    /// <param name="losses">Takes what OpenAI's answers cannot say.</param>
    /// <exception cref="FormatException">They are not one array of numbers for each text.</exception>
    public static IReadOnlyList<JsonElement>? Read(JsonElement answer, int count, Losses losses)
    {
        if (answer.Member("embeddings"u8) is not { ValueKind: JsonValueKind.Array } embeddings)
        {
            return null;
        }

        var vectors = embeddings.EnumerateArray().Select(embedding => VectorOf(embedding, losses)).ToList();
        LoseOthers(answer, "", ["embeddings", "usageMetadata"], losses);
        return vectors.Count == count
            ? vectors
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it has {vectors.Count} embeddings for {count} inputs."));
    }

    private static JsonElement VectorOf(JsonElement embedding, Losses losses)
    {
        if (embedding.Member("values"u8) is not { ValueKind: JsonValueKind.Array } values
            || values.GetArrayLength() == 0
            || values.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.Number))
        {
            throw new FormatException("an embedding in it is not an array of numbers.");
        }

        LoseOthers(embedding, "embeddings[*].", ["values"], losses);
        return values;
    }

    private static void LoseOthers(JsonElement element, string path, ReadOnlySpan<string> known, Losses losses)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                losses.Add(path + member.Name, LossReason.Unknown);
            }
        }
    }
}
