using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>What a model has said aloud is kept by its provider, and messages refer to it by a name that the gateway does not keep.</summary>
internal static class ChatAudio
{
    /// <summary>A message of the list names such audio. Reads on a copy of the reader, which stands on the list.</summary>
    public static bool IsNamed(Utf8JsonReader reader)
    {
        var message = reader.CurrentDepth + 1;
        while (reader.Read() && reader.CurrentDepth >= message)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.CurrentDepth != message + 1 || !reader.NameIs("audio"u8))
            {
                reader.SkipMember();
            }
            else if (reader.EnterObject() && HasId(ref reader))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasId(ref Utf8JsonReader reader)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.NameIs("id"u8);
            reader.Read();
            found |= isId && reader.TokenType != JsonTokenType.Null;
            reader.Skip();
        }

        return found;
    }
}
