using System.Buffers;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes the events of a message's stream; which one may follow which is for its user to see to.</summary>
internal sealed class EventFrames(IBufferWriter<byte> output)
{
    private readonly Utf8JsonWriter _json = ErrorJson.NewWriter(output);
    private int _block = -1;
    private bool _hasStarted;

    /// <summary>An event whose <c>type</c> is its name; its other members are written next.</summary>
    public Utf8JsonWriter Start(ReadOnlySpan<byte> type)
    {
        _hasStarted = true;
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: "u8);
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        return _json;
    }

    public void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n\n"u8);
    }

    /// <summary>So many blocks have begun already.</summary>
    public void GoOn(int blocks) => (_block, _hasStarted) = (blocks - 1, true);

    /// <summary>A sign of life, which has an event of its own; but the first event of a message is its beginning.</summary>
    public void KeepAlive()
    {
        if (_hasStarted)
        {
            Start("ping"u8);
            End();
        }
        else
        {
            KeepAliveComment.Write(output);
        }
    }

    /// <summary>The next block begins; the members of its content are written next, and then <see cref="EndInner"/>.</summary>
    public Utf8JsonWriter StartBlock(ReadOnlySpan<byte> type)
    {
        _block++;
        return StartInner("content_block_start"u8, "content_block"u8, type);
    }

    public Utf8JsonWriter StartDelta(ReadOnlySpan<byte> type) => StartInner("content_block_delta"u8, "delta"u8, type);

    public void EndInner()
    {
        _json.WriteEndObject();
        End();
    }

    public void WriteDelta(ReadOnlySpan<byte> type, ReadOnlySpan<byte> member, JsonText text)
    {
        StartDelta(type).WriteText(member, text);
        EndInner();
    }

    public void StopBlock()
    {
        Start("content_block_stop"u8).WriteNumber("index"u8, _block);
        End();
    }

    /// <summary>What was lost, where readers of events do not look.</summary>
    public void WriteLosses(Losses losses)
    {
        if (losses.Any)
        {
            output.Write(Encoding.ASCII.GetBytes($": ferrogate-loss {losses}\n\n"));
        }
    }

    private Utf8JsonWriter StartInner(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inner, ReadOnlySpan<byte> type)
    {
        Start(name).WriteNumber("index"u8, _block);
        _json.WriteStartObject(inner);
        _json.WriteString("type"u8, type);
        return _json;
    }
}
