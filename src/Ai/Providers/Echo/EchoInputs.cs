using System.Text;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Providers.Echo;

/// <summary>What the echo reads of a request for embeddings that the gateway has already found to be well-formed.</summary>
internal sealed class EchoInputs
{
    private const int DefaultDimensions = 256;

    private readonly List<byte[]> _all = [];

    public string Model { get; private set; } = "";

    /// <summary>The bytes of each input: of its text, or of its numbers as they are written.</summary>
    public IReadOnlyList<byte[]> All => _all;

    /// <summary>Words of texts, and numbers of tokens.</summary>
    public long Tokens { get; private set; }

    public long Dimensions { get; private set; } = DefaultDimensions;

    public bool IsBase64 { get; private set; }

    public static EchoInputs Read(ReadOnlySpan<byte> body)
    {
        var inputs = new EchoInputs();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonNames.TextOf(reader);
            reader.Read();
            inputs.ReadMember(name, ref reader, body);
        }

        return inputs;
    }

    private void ReadMember(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        switch (name)
        {
            case "model":
                Model = JsonNames.TextOf(reader);
                break;
            case "dimensions" when reader.TokenType == JsonTokenType.Number:
                Dimensions = reader.TryGetInt64(out var count) ? count : 0;
                break;
            case "encoding_format":
                IsBase64 = reader.TokenType == JsonTokenType.String && reader.NameIs("base64"u8);
                reader.Skip();
                break;
            case "input" when reader.TokenType == JsonTokenType.String:
                AddText(reader);
                break;
            case "input" when reader.TokenType == JsonTokenType.StartArray:
                ReadInputs(ref reader, body);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    // Texts, or lists of tokens; numbers at the top are the tokens of one input.
    private void ReadInputs(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        var areTokens = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    AddText(reader);
                    break;
                case JsonTokenType.Number:
                    areTokens = true;
                    Tokens++;
                    break;
                default:
                    var first = (int)reader.TokenStartIndex;
                    Tokens += CountNumbers(ref reader);
                    _all.Add(body[first..(int)reader.BytesConsumed].ToArray());
                    break;
            }
        }

        if (areTokens)
        {
            _all.Add(body[start..(int)reader.BytesConsumed].ToArray());
        }
    }

    private void AddText(in Utf8JsonReader reader)
    {
        var text = JsonNames.TextOf(reader);
        Tokens += EchoWords.Split(text).Count;
        _all.Add(Encoding.UTF8.GetBytes(text));
    }

    private static long CountNumbers(ref Utf8JsonReader reader)
    {
        var (depth, numbers) = (reader.CurrentDepth, 0L);
        while (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject || reader.CurrentDepth > depth)
        {
            reader.Read();
            numbers += reader.TokenType == JsonTokenType.Number ? 1 : 0;
        }

        return numbers;
    }
}
