using System.Runtime.InteropServices;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// Reads the content blocks of an answer, one after the other: a plain answer has them whole, a stream begins them and goes on with
/// deltas.
/// </summary>
internal sealed class BlockReader(IAnswerSink sink)
{
    private const string Path = "content[*]";

    private readonly List<JsonText> _signature = [];

    // Streams tell what a text rests on before the text.
    private readonly List<Citation> _citations = [];
    private BlockKind _open;
    private BlockKind _last;
    private int _calls;
    private bool _hasArguments;
    private JsonText? _input;

    public void Start(JsonElement block)
    {
        Stop();
        var type = block.TextOf("type"u8)?.ToString() ?? "";
        switch (type)
        {
            case "text":
                Enter(BlockKind.Text);
                Say(block.TextOf("text"u8));
                ReadCitations(block);
                LoseOthers(block, "text", "citations");
                break;
            case "thinking":
                Enter(BlockKind.Thinking);
                Think(block.TextOf("thinking"u8));
                Sign(block.TextOf("signature"u8));
                LoseOthers(block, "thinking", "signature");
                break;
            case "redacted_thinking":
                Enter(BlockKind.Thinking);
                _open = BlockKind.None;
                sink.Seal(0, new Seal(SealOrigin.Anthropic, block.TextOf("data"u8) ?? JsonText.Empty, IsThought: true));
                LoseOthers(block, "data", "data");
                break;
            case "tool_use":
                StartCall(block);
                break;
            default:
                sink.Lose($"{Path}.{type}", ServerBlocks.LossOf(type));
                break;
        }
    }

    public void Go(JsonElement delta)
    {
        var type = delta.TextOf("type"u8)?.ToString() ?? "";
        switch (type)
        {
            case "text_delta":
                Say(delta.TextOf("text"u8));
                break;
            case "thinking_delta":
                Think(delta.TextOf("thinking"u8));
                break;
            case "signature_delta":
                Sign(delta.TextOf("signature"u8));
                break;
            case "input_json_delta":
                GoOnCalling(delta.TextOf("partial_json"u8));
                break;
            case "citations_delta":
                if (delta.Member("citation"u8) is { } citation)
                {
                    ReadCitation(citation);
                }

                break;
            default:
                sink.Lose($"{Path}.{type}", LossReason.Unknown);
                break;
        }
    }

    public void Stop()
    {
        if (_open == BlockKind.Call && !_hasArguments)
        {
            sink.Arguments(0, _calls - 1, _input ?? JsonText.Of("{}"));
        }

        if (_signature.Count > 0)
        {
            sink.Seal(0, new Seal(SealOrigin.Anthropic, JsonText.Join(default, _signature)));
            _signature.Clear();
        }

        foreach (var citation in _citations)
        {
            sink.Cite(0, citation);
        }

        _citations.Clear();
        _open = BlockKind.None;
    }

    private void Enter(BlockKind kind)
    {
        if (_last == kind)
        {
            sink.Part(0);
        }

        _open = _last = kind;
    }

    private void StartCall(JsonElement block)
    {
        Enter(BlockKind.Call);
        _hasArguments = false;
        _input = block.Member("input"u8) is { ValueKind: JsonValueKind.Object } input
            ? JsonText.OfJson(JsonMarshal.GetRawUtf8Value(input))
            : null;
        sink.Call(0, _calls++, block.TextOf("id"u8) ?? JsonText.Empty, block.TextOf("name"u8) ?? JsonText.Empty, seal: null);
        if (block.Member("caller"u8) is { } caller && caller.TextOf("type"u8)?.Is("direct") != true)
        {
            sink.Lose($"{Path}.caller", LossReason.Unsupported);
        }

        LoseOthers(block, "id", "name", "input", "caller");
    }

    private void Say(JsonText? text)
    {
        if (text is { IsEmpty: false } said)
        {
            sink.Text(0, said);
        }
    }

    private void Think(JsonText? text)
    {
        if (text is { IsEmpty: false } thought)
        {
            sink.Reasoning(0, thought);
        }
    }

    private void Sign(JsonText? signature)
    {
        if (signature is { IsEmpty: false } piece)
        {
            _signature.Add(piece.Kept());
        }
    }

    // Deltas of what Anthropic's own tools are called with went with their block.
    private void GoOnCalling(JsonText? piece)
    {
        if (_open == BlockKind.Call && piece is { IsEmpty: false } arguments)
        {
            _hasArguments = true;
            sink.Arguments(0, _calls - 1, arguments);
        }
    }

    private void ReadCitations(JsonElement block)
    {
        if (block.Member("citations"u8) is { ValueKind: JsonValueKind.Array } citations)
        {
            foreach (var citation in citations.EnumerateArray())
            {
                ReadCitation(citation);
            }
        }
    }

    private void ReadCitation(JsonElement citation)
    {
        const string path = $"{Path}.citations[*]";
        if (citation.TextOf("type"u8)?.Is("web_search_result_location") != true || citation.TextOf("url"u8) is not { } url)
        {
            // A place in a document of the request: nobody else counts those.
            sink.Lose(path, LossReason.Unsupported);
            return;
        }

        _citations.Add(new Citation(url.Kept(), path)
        {
            Title = citation.TextOf("title"u8)?.Kept(),
            Quote = citation.TextOf("cited_text"u8)?.Kept(),
        });
        if (citation.TextOf("encrypted_index"u8) is { IsEmpty: false })
        {
            sink.Lose($"{path}.encrypted_index", LossReason.Unsupported);
        }
    }

    private void LoseOthers(JsonElement block, params ReadOnlySpan<string> known)
    {
        foreach (var member in block.EnumerateObject())
        {
            // `null` says as little as nothing.
            if (member.Value.ValueKind != JsonValueKind.Null && member.Name != "type" && !known.Contains(member.Name))
            {
                sink.Lose($"{Path}.{member.Name}", LossReason.Unknown);
            }
        }
    }
}
