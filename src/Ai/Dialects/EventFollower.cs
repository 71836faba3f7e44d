using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects;

/// <summary>Follows a stream whose events are JSON objects. A dialect says what their members mean.</summary>
internal abstract class EventFollower : IStreamFollower
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    public KeptText? Kept { get; set; }

    public EventFacts Read(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return default;
        }

        try
        {
            var reader = new Utf8JsonReader(data, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            Begin();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader);
            }

            return Facts();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public abstract void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId);

    /// <summary>Forgets what belongs to the event before.</summary>
    protected abstract void Begin();

    /// <summary>Reads the member on whose name the reader stands, to its end.</summary>
    protected abstract void ReadMember(ref Utf8JsonReader reader);

    /// <summary>What was found in the event.</summary>
    protected abstract EventFacts Facts();
}
