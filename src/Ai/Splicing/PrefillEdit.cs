using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Splicing;

/// <summary>Puts the beginning of an answer behind the turns of a request, for models that go on from there.</summary>
internal static class PrefillEdit
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

    /// <summary>One edit; <c>null</c> where the request has no such list.</summary>
    /// <param name="body">The request.</param>
    /// <param name="list">The member that has the turns.</param>
    /// <param name="turn">The turn, as JSON.</param>
    public static BodyEdit? Of(ReadOnlySpan<byte> body, ReadOnlySpan<byte> list, ReadOnlySpan<byte> turn)
    {
        var reader = new Utf8JsonReader(body, Deep);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.NameIs(list);
            reader.Read();
            if (isList && reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
                var isEmpty = reader.TokenType == JsonTokenType.EndArray;
                while (reader.TokenType != JsonTokenType.EndArray)
                {
                    reader.Skip();
                    reader.Read();
                }

                return new BodyEdit(new JsonSlice((int)reader.TokenStartIndex, 0), isEmpty ? turn.ToArray() : [(byte)',', .. turn]);
            }

            reader.Skip();
        }

        return null;
    }
}
