using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiEmbeddings.Translation;

/// <summary>Reads a client's request for embeddings.</summary>
internal static class EmbeddingsRequestReader
{
    // What OpenAI takes itself. Each text becomes a request of its own, a hundred times as long as an empty one is here.
    private const int MostInputs = 2_048;

    /// <param name="body">The request.</param>
    /// <param name="losses">Takes what no other protocol can say.</param>
    /// <exception cref="InvalidConversationException">It does not say what the protocol wants it to say, or gives tokens in place of texts.</exception>
    public static EmbeddingsRequest Read(JsonElement body, Losses losses)
    {
        IReadOnlyList<JsonText> inputs = [];
        JsonElement? dimensions = null;
        var isBase64 = false;
        foreach (var member in body.Members("body"))
        {
            var value = member.Value;
            switch (member.Name)
            {
                case "model":
                    break;
                case "input":
                    inputs = Inputs(value);
                    break;
                case "dimensions":
                    dimensions = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0
                        ? value
                        : throw new InvalidConversationException("dimensions", "'dimensions' must be a whole number of at least 1.");
                    break;
                case "encoding_format":
                    isBase64 = value.Word() switch
                    {
                        "float" => false,
                        "base64" => true,
                        _ => throw new InvalidConversationException("encoding_format", "'encoding_format' must be 'float' or 'base64'."),
                    };
                    break;
                case "user":
                    losses.Add("user", LossReason.Unsupported);
                    break;
                default:
                    losses.Add(member.Name, LossReason.Unknown);
                    break;
            }
        }

        return new EmbeddingsRequest(inputs, dimensions, isBase64);
    }

    private static List<JsonText> Inputs(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            return [JsonText.Of(input)];
        }

        var texts = new List<JsonText>();
        foreach (var item in input.Items("input"))
        {
            if (texts.Count == MostInputs)
            {
                throw new InvalidConversationException("input", $"'input' has more than {MostInputs} texts. Send them in several requests.");
            }

            texts.Add(item.ValueKind is not (JsonValueKind.Number or JsonValueKind.Array)
                ? item.Text("input[*]")
                : throw new InvalidConversationException(
                    "input", "'input' holds numbers of tokens, which only the models that they were made for can read. Send this model the text itself."));
        }

        return texts.Count > 0 ? texts : throw new InvalidConversationException("input", "'input' is empty: send at least one text.");
    }
}
