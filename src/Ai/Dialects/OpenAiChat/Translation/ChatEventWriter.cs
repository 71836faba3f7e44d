using System.Buffers;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes a stream of the chat protocol.</summary>
internal sealed class ChatEventWriter : IEventWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly AnswerContext _context;
    private readonly bool _includesUsage;
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<int, ChatChoiceState> _choices = [];
    private ChatHead _head;
    private TokenUsage _usage = TokenUsage.Unknown;
    private bool _hasFailed;

    public ChatEventWriter(IBufferWriter<byte> output, AnswerContext context)
    {
        _output = output;
        _context = context;
        _includesUsage = context.Request.Member("stream_options"u8)?.Member("include_usage"u8) is { ValueKind: JsonValueKind.True };
        _json = ErrorJson.NewWriter(output);
        _head = new ChatHead(new AnswerHead(), context);
    }

    public Losses Losses { get; } = new();

    public bool GoOn(SentAnswer sent)
    {
        _head = ChatHead.Of(sent.Names, _context);
        if (sent.Names.Items.Count > 0)
        {
            _choices[0] = new ChatChoiceState { Letters = Encoding.UTF8.GetCharCount(sent.Said) };
            _choices[0].Thought.Write(JsonText.Of(Encoding.UTF8.GetString(sent.Thoughts)).Escaped);
        }

        return true;
    }

    public void Begin(AnswerHead head) => _head = new ChatHead(head, _context);

    public void Text(int candidate, JsonText text)
    {
        var state = Open(candidate);
        state.Letters += text.CountLetters();
        WriteDelta(candidate, text, static (writer, text) => writer.WriteText("content"u8, text));
    }

    public void Reasoning(int candidate, JsonText text)
    {
        Open(candidate).Thought.Write(text.Escaped);
        WriteDelta(candidate, text, static (writer, text) => writer.WriteText("reasoning_content"u8, text));
    }

    public void Seal(int candidate, Seal seal)
    {
        var state = Open(candidate);
        var thought = (Index: state.Thoughts++, Text: JsonText.OfEscaped(state.Thought.WrittenSpan), Seal: seal);
        state.Thought.ResetWrittenCount();
        WriteDelta(candidate, thought, static (writer, thought) =>
        {
            writer.WriteStartArray("reasoning_details"u8);
            ChatThought.Write(writer, thought.Index, thought.Text, thought.Seal);
            writer.WriteEndArray();
        });
    }

    public void Refuse(int candidate, JsonText text)
    {
        Open(candidate);
        WriteDelta(candidate, text, static (writer, text) => writer.WriteText("refusal"u8, text));
    }

    public void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        Open(candidate).Calls++;
        WriteDelta(candidate, (call, id: id.IsEmpty ? _context.CallId(candidate, call) : id, name, seal, Losses), static (writer, piece) =>
        {
            writer.WriteStartArray("tool_calls"u8);
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, piece.call);
            ChatCallStart.Write(writer, piece.id, piece.name, JsonText.Empty, piece.seal, piece.Losses);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
    }

    public void Arguments(int candidate, int call, JsonText piece) => WriteDelta(candidate, (call, piece), static (writer, next) =>
    {
        writer.WriteStartArray("tool_calls"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, next.call);
        writer.WriteStartObject("function"u8);
        writer.WriteText("arguments"u8, next.piece);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    public void Cite(int candidate, Citation citation)
    {
        var state = Open(candidate);
        WriteDelta(candidate, (citation, state.Letters, Losses), static (writer, cited) =>
        {
            writer.WriteStartArray("annotations"u8);
            ChatCitation.Write(writer, cited.citation, cited.Letters, cited.Losses);
            writer.WriteEndArray();
        });
    }

    public void Chances(int candidate, IReadOnlyList<TokenChance> tokens)
    {
        Open(candidate);
        WriteChunk(candidate, 0, static (_, _) => { }, tokens, finish: null);
    }

    public void Part(int candidate)
    {
        // Text is one text here.
    }

    public void Finish(int candidate, Finish finish)
    {
        var state = Open(candidate);
        if (!state.IsFinished)
        {
            state.IsFinished = true;
            WriteChunk(candidate, 0, static (_, _) => { }, chances: null, ChatFinish.Write(finish, state.Calls > 0, Losses));
        }
    }

    public void Use(TokenUsage usage) => _usage = usage;

    public void KeepAlive() => KeepAliveComment.Write(_output);

    public void Lose(string path, string reason) => Losses.Add(path, reason);

    public void Fail(ProviderFault fault)
    {
        if (_hasFailed)
        {
            return;
        }

        _hasFailed = true;
        BeginEvent();
        _json.WriteStartObject();
        _json.WriteStartObject("error"u8);
        _json.WriteString("message"u8, fault.Message);
        _json.WriteString("type"u8, "api_error"u8);
        _json.WriteString("param"u8, fault.Parameter);
        _json.WriteString("code"u8, fault.Code);
        _json.WriteEndObject();
        _json.WriteEndObject();
        EndEvent();
    }

    public void End()
    {
        if (_includesUsage)
        {
            BeginEvent();
            _json.WriteStartObject();
            _head.Write(_json, "chat.completion.chunk"u8);
            _json.WriteStartArray("choices"u8);
            _json.WriteEndArray();
            ChatUsageWriter.Write(_json, _usage);
            _json.WriteEndObject();
            EndEvent();
        }

        LossComment.Write(_output, Losses);
        _output.Write("data: [DONE]\n\n"u8);
    }

    // The first piece of a choice tells whose turn it is.
    private ChatChoiceState Open(int candidate)
    {
        if (!_choices.TryGetValue(candidate, out var state))
        {
            _choices[candidate] = state = new ChatChoiceState();
            WriteDelta(candidate, 0, static (writer, _) =>
            {
                writer.WriteString("role"u8, "assistant"u8);
                writer.WriteString("content"u8, ""u8);
                writer.WriteNull("refusal"u8);
            });
        }

        return state;
    }

    private void WriteDelta<T>(int candidate, T piece, Action<Utf8JsonWriter, T> write) => WriteChunk(candidate, piece, write, chances: null, finish: null);

    private void WriteChunk<T>(int candidate, T piece, Action<Utf8JsonWriter, T> write, IReadOnlyList<TokenChance>? chances, string? finish)
    {
        BeginEvent();
        _json.WriteStartObject();
        _head.Write(_json, "chat.completion.chunk"u8);
        _json.WriteStartArray("choices"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, candidate);
        _json.WriteStartObject("delta"u8);
        write(_json, piece);
        _json.WriteEndObject();
        if (chances is null)
        {
            _json.WriteNull("logprobs"u8);
        }
        else
        {
            _json.WriteStartObject("logprobs"u8);
            _json.WritePropertyName("content"u8);
            ChatChances.Write(_json, chances);
            _json.WriteNull("refusal"u8);
            _json.WriteEndObject();
        }

        _json.WriteString("finish_reason"u8, finish);
        _json.WriteEndObject();
        _json.WriteEndArray();
        if (_includesUsage)
        {
            _json.WriteNull("usage"u8);
        }

        _json.WriteEndObject();
        EndEvent();
    }

    private void BeginEvent()
    {
        _output.Write("data: "u8);
        _json.Reset(_output);
    }

    private void EndEvent()
    {
        _json.Flush();
        _output.Write("\n\n"u8);
    }
}
