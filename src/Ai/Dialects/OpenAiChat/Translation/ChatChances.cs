using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>The <c>logprobs</c> of OpenAI's protocols.</summary>
internal static class ChatChances
{
    /// <summary>Reads an array of tokens; what is none is left out.</summary>
    public static IReadOnlyList<TokenChance> Read(JsonElement tokens) =>
        tokens.ValueKind == JsonValueKind.Array ? [.. tokens.EnumerateArray().Select(ReadOne).OfType<TokenChance>()] : [];

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<TokenChance> tokens)
    {
        writer.WriteStartArray();
        foreach (var token in tokens)
        {
            WriteMembers(writer, token);
            writer.WriteStartArray("top_logprobs"u8);
            foreach (var other in token.Others)
            {
                WriteMembers(writer, other);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static TokenChance? ReadOne(JsonElement token) =>
        token.TextOf("token"u8) is { } text && token.Member("logprob"u8) is { ValueKind: JsonValueKind.Number } chance
            ? new TokenChance(text, chance)
            {
                Bytes = token.Member("bytes"u8),
                Others = token.Member("top_logprobs"u8) is { } others ? Read(others) : [],
            }
            : null;

    private static void WriteMembers(Utf8JsonWriter writer, TokenChance token)
    {
        writer.WriteStartObject();
        writer.WriteText("token"u8, token.Token);
        writer.WriteRaw("logprob"u8, token.Logprob);
        writer.WritePropertyName("bytes"u8);
        if (token.Bytes is { } bytes)
        {
            writer.WriteRaw(bytes);
        }
        else
        {
            writer.WriteStartArray();
            foreach (var letter in token.Token.Decoded())
            {
                writer.WriteNumberValue(letter);
            }

            writer.WriteEndArray();
        }
    }
}
