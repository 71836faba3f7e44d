using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes the events of a stream, which are named and numbered without a gap.</summary>
internal sealed class ResponsesEventFrame(IBufferWriter<byte> output)
{
    private readonly ArrayBufferWriter<byte> _data = new();
    private Utf8JsonWriter? _json;
    private long _sequence;

    /// <summary>So many events have gone already.</summary>
    public void GoOn(long events) => _sequence = events;

    /// <summary>Begins an event; its members follow.</summary>
    public Utf8JsonWriter Begin(string type)
    {
        _data.ResetWrittenCount();
        _json ??= ErrorJson.NewWriter(_data);
        _json.Reset(_data);
        output.Write(Encoding.ASCII.GetBytes($"event: {type}\ndata: "));
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        _json.WriteNumber("sequence_number"u8, _sequence++);
        return _json;
    }

    // What is repeated of the request may stand on several lines, and the data of an event stands on one.
    public void End()
    {
        _json!.WriteEndObject();
        _json.Flush();
        var data = output.GetSpan(_data.WrittenCount)[.._data.WrittenCount];
        _data.WrittenSpan.CopyTo(data);
        data.Replace((byte)'\n', (byte)' ');
        data.Replace((byte)'\r', (byte)' ');
        output.Advance(data.Length);
        output.Write("\n\n"u8);
    }
}
