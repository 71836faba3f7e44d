using System.Security.Cryptography;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Envelopes;

/// <summary>
/// How a conversation begins: what the system says, and everything up to the first message of the user. It stays the same
/// from turn to turn, as what a provider has in its prompt cache does.
/// </summary>
public static class ConversationPrefix
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>Its hash.</summary>
    /// <param name="body">A request whose envelope has been read, so that it is an object.</param>
    public static byte[] HashOf(ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (says, isConversation) = (IsSystem(reader), IsConversation(reader));
            reader.Read();
            if (isConversation && reader.TokenType == JsonTokenType.StartArray)
            {
                AddMessages(ref reader, hash);
            }
            else if (isConversation || says)
            {
                Add(ref reader, hash);
            }
            else
            {
                reader.Skip();
            }
        }

        return hash.GetHashAndReset();
    }

    private static bool IsSystem(in Utf8JsonReader reader) =>
        reader.NameIs("system"u8) || reader.NameIs("instructions"u8) || reader.NameIs("systemInstruction"u8) || reader.NameIs("system_instruction"u8);

    private static bool IsConversation(in Utf8JsonReader reader) =>
        reader.NameIs("messages"u8) || reader.NameIs("input"u8) || reader.NameIs("contents"u8);

    private static void AddMessages(ref Utf8JsonReader reader, IncrementalHash hash)
    {
        var isOver = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (isOver)
            {
                reader.Skip();
                continue;
            }

            isOver = IsOfUser(reader);
            Add(ref reader, hash);
        }
    }

    // On a copy of the reader. A message of Gemini's that does not say whose it is is the user's.
    private static bool IsOfUser(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var hasParts = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.NameIs("role"u8);
            hasParts |= reader.NameIs("parts"u8);
            reader.Read();
            if (isRole)
            {
                return reader.TokenType == JsonTokenType.String && reader.NameIs("user"u8);
            }

            reader.Skip();
        }

        return hasParts;
    }

    // By token, so that white space does not count; and without the marks of Anthropic's cache, which wander with the turns.
    private static void Add(ref Utf8JsonReader reader, IncrementalHash hash)
    {
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.NameIs("cache_control"u8))
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            hash.AppendData([(byte)reader.TokenType]);
            hash.AppendData(reader.ValueSpan);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }
}
