using System.Text.Json;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>What a client makes of a stream that it was sent, read without any code of the gateway.</summary>
internal sealed class ToldAnswer
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<long, string> _items = [];
    private int _nextEvent;
    private long _blocks;
    private long? _openBlock;

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The thoughts before it.</summary>
    public string Thoughts { get; private set; } = "";

    /// <summary>The ids that its events have for the answer.</summary>
    public HashSet<string> Ids { get; } = [];

    /// <summary>Why it ended, in the protocol's word.</summary>
    public string? Finish { get; private set; }

    /// <summary>The mark of the end was there.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>An error was told.</summary>
    public bool HasError { get; private set; }

    /// <summary>Output tokens as told.</summary>
    public long? OutputTokens { get; private set; }

    /// <summary>The lines that clients pass over.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>What breaks the grammar of the protocol.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static ToldAnswer Of(string dialect, string stream)
    {
        var answer = new ToldAnswer();
        foreach (var line in stream.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith(':'))
            {
                answer.Comments.Add(line[1..].Trim());
            }
            else if (line == "data: [DONE]")
            {
                answer.End();
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(line[6..]);
                answer.Read(dialect, json.RootElement);
            }
        }

        return answer;
    }

    private void Read(string dialect, JsonElement data)
    {
        if (HasEnded && dialect != "gemini")
        {
            _problems.Add("something behind the end");
        }

        switch (dialect)
        {
            case "chat":
                ReadChat(data);
                break;
            case "responses":
                ReadResponses(data);
                break;
            case "messages":
                ReadMessages(data);
                break;
            default:
                ReadGemini(data);
                break;
        }
    }

    private void ReadChat(JsonElement data)
    {
        if (data.TryGetProperty("error", out _))
        {
            HasError = true;
            return;
        }

        Ids.Add(data.GetProperty("id").GetString()!);
        foreach (var choice in data.GetProperty("choices").EnumerateArray())
        {
            var delta = choice.GetProperty("delta");
            Text += TextOf(delta, "content");
            Thoughts += TextOf(delta, "reasoning_content");
            Finish = TextOf(choice, "finish_reason") is { Length: > 0 } word ? word : Finish;
        }

        if (data.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            OutputTokens = usage.GetProperty("completion_tokens").GetInt64();
        }
    }

    private void ReadResponses(JsonElement data)
    {
        var type = data.GetProperty("type").GetString()!;
        if (type != "error" && data.GetProperty("sequence_number").GetInt32() != _nextEvent++)
        {
            _problems.Add($"the number of {type}");
        }

        if (data.TryGetProperty("item_id", out var item) && _items.GetValueOrDefault(data.GetProperty("output_index").GetInt64()) != item.GetString())
        {
            _problems.Add($"the item of {type}");
        }

        switch (type)
        {
            case "response.output_item.added":
                _items.Add(data.GetProperty("output_index").GetInt64(), data.GetProperty("item").GetProperty("id").GetString()!);
                break;
            case "response.output_text.delta":
                Text += data.GetProperty("delta").GetString();
                break;
            case "response.reasoning_summary_text.delta":
                Thoughts += data.GetProperty("delta").GetString();
                break;
            case "response.output_text.done" when data.GetProperty("text").GetString() != Text:
                _problems.Add("the whole text");
                break;
            case "response.created" or "response.in_progress":
                Ids.Add(data.GetProperty("response").GetProperty("id").GetString()!);
                break;
            case "response.completed":
                ReadResponse(data.GetProperty("response"));
                End();
                break;
            case "response.failed" or "error":
                HasError = true;
                break;
            default:
                break;
        }
    }

    private void ReadResponse(JsonElement response)
    {
        Ids.Add(response.GetProperty("id").GetString()!);
        Finish = response.GetProperty("status").GetString();
        OutputTokens = response.GetProperty("usage").GetProperty("output_tokens").GetInt64();
        var output = response.GetProperty("output").EnumerateArray().ToList();
        var text = string.Concat(output
            .Where(item => item.GetProperty("type").GetString() == "message")
            .SelectMany(item => item.GetProperty("content").EnumerateArray())
            .Select(part => part.GetProperty("text").GetString()));
        if (text != Text || !output.Select(item => item.GetProperty("id").GetString()!).SequenceEqual(_items.OrderBy(item => item.Key).Select(item => item.Value)))
        {
            _problems.Add("the whole response");
        }
    }

    private void ReadMessages(JsonElement data)
    {
        switch (data.GetProperty("type").GetString())
        {
            case "message_start":
                Ids.Add(data.GetProperty("message").GetProperty("id").GetString()!);
                break;
            case "content_block_start":
                if (_openBlock is not null || data.GetProperty("index").GetInt64() != _blocks)
                {
                    _problems.Add("the number of a block");
                }

                _openBlock = _blocks++;
                break;
            case "content_block_delta":
                if (data.GetProperty("index").GetInt64() != _openBlock)
                {
                    _problems.Add("a piece of a block that is not open");
                }

                Text += TextOf(data.GetProperty("delta"), "text");
                Thoughts += TextOf(data.GetProperty("delta"), "thinking");
                break;
            case "content_block_stop":
                if (data.GetProperty("index").GetInt64() != _openBlock)
                {
                    _problems.Add("the end of a block that is not open");
                }

                _openBlock = null;
                break;
            case "message_delta":
                Finish = data.GetProperty("delta").GetProperty("stop_reason").GetString();
                OutputTokens = data.GetProperty("usage").GetProperty("output_tokens").GetInt64();
                break;
            case "message_stop":
                End();
                break;
            case "error":
                HasError = true;
                break;
            default:
                break;
        }
    }

    private void ReadGemini(JsonElement data)
    {
        if (data.TryGetProperty("error", out _))
        {
            HasError = true;
            return;
        }

        Ids.Add(data.GetProperty("responseId").GetString()!);
        foreach (var candidate in data.GetProperty("candidates").EnumerateArray())
        {
            foreach (var part in candidate.GetProperty("content").GetProperty("parts").EnumerateArray())
            {
                var isThought = part.TryGetProperty("thought", out var thought) && thought.GetBoolean();
                Text += isThought ? "" : TextOf(part, "text");
                Thoughts += isThought ? TextOf(part, "text") : "";
            }

            Finish = TextOf(candidate, "finishReason") is { Length: > 0 } word ? word : Finish;
            HasEnded |= Finish is not null;
        }

        if (data.TryGetProperty("usageMetadata", out var usage))
        {
            OutputTokens = usage.GetProperty("candidatesTokenCount").GetInt64();
        }
    }

    private void End()
    {
        if (HasEnded)
        {
            _problems.Add("a second end");
        }

        HasEnded = true;
    }

    private static string TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";
}
