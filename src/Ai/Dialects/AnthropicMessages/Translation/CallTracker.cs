using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Knows whether the arguments of a tool call that come piece by piece are complete: then they are a JSON value.</summary>
internal sealed class CallTracker(int call)
{
    private readonly ArrayBufferWriter<byte> _escaped = new();

    public int Call { get; } = call;

    public void Add(JsonText piece) => _escaped.Write(piece.Escaped);

    public bool IsComplete()
    {
        if (_escaped.WrittenCount == 0)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(JsonText.OfEscaped(_escaped.WrittenSpan).Decoded(), new JsonReaderOptions { MaxDepth = 256 });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
