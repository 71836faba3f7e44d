using System.Text.Json;

namespace FerroGate.Ai.Dialects;

/// <summary>Reads what the gateway must know of one plain answer, member by member. A dialect says what its members mean.</summary>
internal abstract class AnswerReader
{
    // As deep as what clients may send.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>
    /// What the answer says; <c>null</c> where the bytes are not one whole JSON value, so that half an answer is not taken for one.
    /// </summary>
    public AnswerFacts? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        try
        {
            reader.Read();
            ReadValue(ref reader);
            reader.Read();
            return Facts();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the whole value that the reader stands on, to its end.</summary>
    protected virtual void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }
    }

    /// <summary>Reads the member on whose name the reader stands, to its end.</summary>
    protected abstract void ReadMember(ref Utf8JsonReader reader);

    /// <summary>What was found; <c>null</c> where that is no whole answer.</summary>
    protected abstract AnswerFacts? Facts();
}
