using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes the blocks of a streamed message: opens the one that is wanted and closes the one before.</summary>
internal sealed class BlockWriter(EventFrames frames, AnswerContext context)
{
    private bool _hasCalls;
    private bool _hasRefusal;

    /// <summary>What is open.</summary>
    public BlockKind Open { get; private set; }

    public Losses Losses { get; } = new();

    /// <summary>Blocks have begun that others wrote; the last of them may still be open.</summary>
    public void GoOn(int blocks, BlockKind open)
    {
        frames.GoOn(blocks);
        Open = open;
    }

    public void StartMessage(AnswerHead head, TokenUsage usage)
    {
        var json = frames.Start("message_start"u8);
        json.WriteStartObject("message"u8);
        MessageWords.WriteHead(json, head, context);
        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteNull("stop_reason"u8);
        json.WriteNull("stop_sequence"u8);
        MessageWords.WriteNothingElse(json);
        UsageWriter.Write(json, usage, head.ServiceTier, Losses);
        frames.EndInner();
    }

    /// <summary>Text, or that of a refusal, which has a block of its own.</summary>
    public void Say(BlockKind kind, JsonText text)
    {
        _hasRefusal |= kind == BlockKind.Refusal;
        OpenText(kind);
        frames.WriteDelta("text_delta"u8, "text"u8, text);
    }

    public void Think(JsonText text)
    {
        OpenThought();
        frames.WriteDelta("thinking_delta"u8, "thinking"u8, text);
    }

    /// <summary>Ends a thought.</summary>
    public void Seal(Seal seal)
    {
        if (seal.IsThought && Open != BlockKind.Thinking)
        {
            Close();
            frames.StartBlock("redacted_thinking"u8).WriteText("data"u8, MessageWords.SealOf(seal));
            frames.EndInner();
            frames.StopBlock();
            return;
        }

        OpenThought();
        frames.WriteDelta("signature_delta"u8, "signature"u8, MessageWords.SealOf(seal));
        Close();
    }

    /// <summary>Begins a call. The thought behind it stands before it, without a text.</summary>
    public void Call(int call, JsonText id, JsonText name, Seal? seal)
    {
        Close();
        if (seal is not null)
        {
            Seal(seal with { IsThought = false });
        }

        Open = BlockKind.Call;
        _hasCalls = true;
        var json = frames.StartBlock("tool_use"u8);
        json.WriteText("id"u8, MessageWords.IdOfCall(id, call, context));
        json.WriteText("name"u8, name);
        json.WriteStartObject("input"u8);
        json.WriteEndObject();
        MessageWords.WriteCaller(json);
        frames.EndInner();
    }

    public void GoOnCalling(JsonText piece) => frames.WriteDelta("input_json_delta"u8, "partial_json"u8, piece);

    public void Cite(Citation citation)
    {
        OpenText(BlockKind.Text);
        var json = frames.StartDelta("citations_delta"u8);
        json.WritePropertyName("citation"u8);
        MessageWords.WriteCitation(json, citation, Losses);
        frames.EndInner();
    }

    public void Close()
    {
        if (Open != BlockKind.None)
        {
            Open = BlockKind.None;
            frames.StopBlock();
        }
    }

    public void EndMessage(Finish? finish, TokenUsage usage)
    {
        Close();
        var json = frames.Start("message_delta"u8);
        json.WriteStartObject("delta"u8);
        json.WriteString("stop_reason"u8, StopReasons.WordOf(finish, _hasCalls, _hasRefusal, Losses));
        json.WritePropertyName("stop_sequence"u8);
        if (finish?.StopSequence is { } sequence)
        {
            json.WriteText(sequence);
        }
        else
        {
            json.WriteNullValue();
        }

        MessageWords.WriteNothingElse(json);
        json.WriteEndObject();
        UsageWriter.WriteFinal(json, usage);
        frames.End();
        frames.WriteLosses(Losses);
        frames.Start("message_stop"u8);
        frames.End();
    }

    public void KeepAlive() => frames.KeepAlive();

    public void Fail(ProviderFault fault)
    {
        frames.WriteLosses(Losses);
        var json = frames.Start("error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, FaultTypes.TypeOf(fault.Code, fault.Status));
        json.WriteString("message"u8, fault.Message);
        if (fault.Code is { } code)
        {
            // As beside Anthropic's words in errors of ours.
            json.WriteString("code"u8, code);
        }

        frames.EndInner();
    }

    private void OpenText(BlockKind kind)
    {
        if (Open == kind)
        {
            return;
        }

        Close();
        Open = kind;
        var json = frames.StartBlock("text"u8);
        json.WriteString("text"u8, ""u8);
        frames.EndInner();
    }

    private void OpenThought()
    {
        if (Open == BlockKind.Thinking)
        {
            return;
        }

        Close();
        Open = BlockKind.Thinking;
        var json = frames.StartBlock("thinking"u8);
        json.WriteString("thinking"u8, ""u8);
        json.WriteString("signature"u8, ""u8);
        frames.EndInner();
    }
}
