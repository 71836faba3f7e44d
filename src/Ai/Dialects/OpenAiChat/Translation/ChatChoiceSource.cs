using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Gives a choice of an answer, whole or the next piece of it, to a sink.</summary>
/// <param name="sink">Takes it.</param>
/// <param name="content">The member in which a choice has its content: <c>message</c>, or <c>delta</c> in a stream.</param>
internal sealed class ChatChoiceSource(IAnswerSink sink, string content)
{
    private readonly string _path = $"choices[*].{content}";
    private readonly byte[] _content = System.Text.Encoding.UTF8.GetBytes(content);
    private readonly Dictionary<int, ChatCalls> _calls = [];
    private readonly HashSet<int> _begun = [];
    private readonly HashSet<int> _finished = [];

    /// <summary>Every choice that has begun has its finish reason.</summary>
    public bool AreFinished => _finished.Count > 0 && _finished.Count == _begun.Count;

    /// <summary>What an answer, or the first chunk of a stream, says before its content.</summary>
    public static AnswerHead HeadOf(JsonElement answer) => new()
    {
        Id = answer.TextOf("id"u8) ?? default,
        Model = answer.TextOf("model"u8) ?? default,
        Created = answer.Member("created"u8) is { ValueKind: JsonValueKind.Number } created && created.TryGetInt64(out var seconds) ? seconds : null,
        ServiceTier = answer.TextOf("service_tier"u8),
    };

    /// <summary>Names what an answer has beside its choices and means something.</summary>
    public static void LoseStrange(JsonElement answer, IAnswerSink sink)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in answer.EnumerateObject())
        {
            if (member.Name is not ("id" or "object" or "created" or "model" or "choices" or "usage" or "service_tier" or "system_fingerprint" or "obfuscation" or "x_groq" or "error")
                && member.Value.ValueKind != JsonValueKind.Null)
            {
                sink.Lose(member.Name, LossReason.Unknown);
            }
        }
    }

    public void Read(JsonElement choices)
    {
        if (choices.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var position = 0;
        foreach (var choice in choices.EnumerateArray())
        {
            var candidate = choice.Member("index"u8) is { ValueKind: JsonValueKind.Number } index && index.TryGetInt32(out var number) && number >= 0 ? number : position;
            _begun.Add(candidate);
            if (choice.Member(_content) is { ValueKind: JsonValueKind.Object } message)
            {
                ReadMessage(candidate, message);
            }

            ReadChances(candidate, choice);
            if (choice.TextOf("finish_reason"u8) is { IsEmpty: false } word && _finished.Add(candidate))
            {
                sink.Finish(candidate, ChatFinish.Read(word, "choices[*].finish_reason"));
            }

            position++;
        }
    }

    // Thoughts first: a whole message has them beside its content, and they came before it.
    private void ReadMessage(int candidate, JsonElement message)
    {
        if ((message.TextOf("reasoning_content"u8) ?? message.TextOf("reasoning"u8)) is { IsEmpty: false } thought)
        {
            sink.Reasoning(candidate, thought);
        }

        if (message.Member("content"u8) is { } said)
        {
            ReadContent(candidate, said);
        }

        if (message.TextOf("refusal"u8) is { IsEmpty: false } refusal)
        {
            sink.Refuse(candidate, refusal);
        }

        foreach (var member in message.EnumerateObject())
        {
            switch (member.Name)
            {
                case "tool_calls" when member.Value.ValueKind == JsonValueKind.Array:
                    foreach (var call in member.Value.EnumerateArray())
                    {
                        CallsOf(candidate).Read(call);
                    }

                    break;
                case "function_call" when member.Value.ValueKind == JsonValueKind.Object:
                    CallsOf(candidate).ReadFunction(member.Value);
                    break;
                case "annotations" when member.Value.ValueKind == JsonValueKind.Array:
                    ReadCitations(candidate, member.Value);
                    break;
                case "role" or "content" or "refusal" or "reasoning_content" or "reasoning" or "tool_calls" or "function_call" or "annotations":
                    break;
                default:
                    if (member.Value.ValueKind != JsonValueKind.Null)
                    {
                        sink.Lose($"{_path}.{member.Name}", LossReason.Unknown);
                    }

                    break;
            }
        }
    }

    // Mistral writes thoughts and text as parts of the content.
    private void ReadContent(int candidate, JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            if (JsonText.Of(content) is { IsEmpty: false } text)
            {
                sink.Text(candidate, text);
            }

            return;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var part in content.EnumerateArray())
        {
            if (part.TextOf("text"u8) is { } text)
            {
                sink.Text(candidate, text);
            }
            else if (part.Member("thinking"u8) is { ValueKind: JsonValueKind.Array } thinking)
            {
                foreach (var thought in thinking.EnumerateArray().Select(item => item.TextOf("text"u8)).OfType<JsonText>())
                {
                    sink.Reasoning(candidate, thought);
                }
            }
            else
            {
                sink.Lose($"{_path}.content[*]", LossReason.Unknown);
            }
        }
    }

    private void ReadCitations(int candidate, JsonElement annotations)
    {
        foreach (var annotation in annotations.EnumerateArray())
        {
            const string Member = "annotations[*]";
            var source = annotation.Member("url_citation"u8) ?? annotation;
            if (source.TextOf("url"u8) is { } url)
            {
                sink.Cite(candidate, new Citation(url, $"{_path}.{Member}")
                {
                    Title = source.TextOf("title"u8),
                    Quote = source.TextOf("content"u8),
                    Range = source.Member("start_index"u8) is { ValueKind: JsonValueKind.Number } start && source.Member("end_index"u8) is { ValueKind: JsonValueKind.Number } end
                        && start.TryGetInt64(out var from) && end.TryGetInt64(out var to) ? (from, to) : null,
                });
            }
            else
            {
                sink.Lose($"{_path}.{Member}", LossReason.Unsupported);
            }
        }
    }

    private void ReadChances(int candidate, JsonElement choice)
    {
        if (choice.Member("logprobs"u8) is not { } chances)
        {
            return;
        }

        foreach (var tokens in new[] { chances.Member("content"u8), chances.Member("refusal"u8) })
        {
            if (tokens is { } list && ChatChances.Read(list) is { Count: > 0 } read)
            {
                sink.Chances(candidate, read);
            }
        }
    }

    private ChatCalls CallsOf(int candidate)
    {
        if (!_calls.TryGetValue(candidate, out var calls))
        {
            _calls[candidate] = calls = new ChatCalls(sink, candidate, isWhole: content == "message");
        }

        return calls;
    }
}
