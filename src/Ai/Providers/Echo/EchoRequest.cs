using System.Text;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Providers.Echo;

/// <summary>What the echo reads of a chat request that the gateway has already found to be well-formed.</summary>
internal sealed class EchoRequest
{
    private const long MostChoices = 128;

    public string Model { get; private set; } = "";

    public bool Stream { get; private set; }

    public bool IncludeUsage { get; private set; }

    public long? MaxTokens { get; private set; }

    public int Choices { get; private set; } = 1;

    /// <summary>The text of the last message of the role <c>user</c>, in words with the white space before them.</summary>
    public IReadOnlyList<string> Words { get; private set; } = [];

    /// <summary>Words of all messages.</summary>
    public int PromptTokens { get; private set; }

    public static EchoRequest Read(ReadOnlySpan<byte> body)
    {
        var request = new EchoRequest();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonNames.TextOf(reader);
            reader.Read();
            request.ReadMember(name, ref reader);
        }

        return request;
    }

    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                Model = JsonNames.TextOf(reader);
                break;
            case "stream":
                Stream = reader.TokenType == JsonTokenType.True;
                break;
            case "stream_options" when reader.TokenType == JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isUsage = reader.NameIs("include_usage"u8);
                    reader.Read();
                    IncludeUsage |= isUsage && reader.TokenType == JsonTokenType.True;
                    reader.Skip();
                }

                break;
            case "max_tokens" when reader.TokenType == JsonTokenType.Number:
                MaxTokens ??= reader.TryGetInt64(out var limit) ? limit : null;
                break;
            case "max_completion_tokens" when reader.TokenType == JsonTokenType.Number:
                // The newer of the two names wins.
                MaxTokens = reader.TryGetInt64(out var newer) ? newer : MaxTokens;
                break;
            case "n" when reader.TokenType == JsonTokenType.Number:
                Choices = reader.TryGetInt64(out var choices) ? (int)Math.Clamp(choices, 1, MostChoices) : 1;
                break;
            case "messages" when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadMessage(ref reader);
                }

                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var role = "";
        var text = new StringBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.NameIs("role"u8);
            var isContent = reader.NameIs("content"u8);
            reader.Read();
            if (isRole && reader.TokenType == JsonTokenType.String)
            {
                role = JsonNames.TextOf(reader);
            }
            else if (isContent)
            {
                ReadContent(ref reader, text);
            }
            else
            {
                reader.Skip();
            }
        }

        var words = EchoWords.Split(text.ToString());
        PromptTokens += words.Count;
        if (role == "user")
        {
            Words = words;
        }
    }

    // A text, or an array of parts of which those with a text count.
    private static void ReadContent(ref Utf8JsonReader reader, StringBuilder text)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            text.Append(JsonNames.TextOf(reader));
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.NameIs("text"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    text.Append(JsonNames.TextOf(reader));
                }
            }
        }
    }
}
