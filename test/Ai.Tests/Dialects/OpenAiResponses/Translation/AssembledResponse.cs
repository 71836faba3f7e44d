using System.Text;
using System.Text.Json;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>A client that takes nothing but the complete grammar, and puts a response together of it.</summary>
internal sealed class AssembledResponse
{
    private readonly Dictionary<int, (string Id, StringBuilder Arguments)> _open = [];
    private readonly Dictionary<(int Item, int Part), StringBuilder> _parts = [];
    private readonly List<string> _items = [];
    private int _sequence;

    /// <summary>The response that ends the stream.</summary>
    public JsonElement Final { get; private set; }

    /// <summary>The types of the events.</summary>
    public List<string> Types { get; } = [];

    public static AssembledResponse Of(string stream)
    {
        var response = new AssembledResponse();
        foreach (var bytes in SseReading.Of(Encoding.UTF8.GetBytes(stream)).Events)
        {
            var lines = Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n');
            if (lines[0].StartsWith(':'))
            {
                continue;
            }

            Assert.Equal(2, lines.Length);
            Assert.StartsWith("data: ", lines[1], StringComparison.Ordinal);
            var data = JsonElement.Parse(lines[1]["data: ".Length..]);
            Assert.Equal($"event: {data.GetProperty("type").GetString()}", lines[0]);
            response.Take(data);
        }

        Assert.Equal(["response.created", "response.in_progress"], response.Types.Take(2));
        if (response.Final.GetProperty("status").GetString() != "failed")
        {
            Assert.Empty(response._open);
            Assert.Equal(response._items, response.Final.GetProperty("output").EnumerateArray().Select(item => item.GetRawText()));
        }

        return response;
    }

    private void Take(JsonElement data)
    {
        Assert.Equal(JsonValueKind.Undefined, Final.ValueKind);
        Assert.Equal(_sequence++, data.GetProperty("sequence_number").GetInt32());
        var type = data.GetProperty("type").GetString()!;
        Types.Add(type);
        switch (type)
        {
            case "response.created" or "response.in_progress":
                Assert.Equal("in_progress", data.GetProperty("response").GetProperty("status").GetString());
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                Final = data.GetProperty("response");
                Assert.Equal(type, $"response.{Final.GetProperty("status").GetString()}");
                break;
            case "response.output_item.added":
                Assert.Equal(_items.Count, Index(data));
                _items.Add("");
                _open.Add(Index(data), (data.GetProperty("item").GetProperty("id").GetString()!, new StringBuilder()));
                break;
            case "response.output_item.done":
                Assert.Equal(_open[Index(data)].Id, data.GetProperty("item").GetProperty("id").GetString());
                Assert.True(_open.Remove(Index(data)));
                Assert.DoesNotContain(_parts.Keys, key => key.Item == Index(data));
                _items[Index(data)] = data.GetProperty("item").GetRawText();
                break;
            default:
                Assert.Equal(_open[Index(data)].Id, data.GetProperty("item_id").GetString());
                TakePart(type["response.".Length..], data);
                break;
        }
    }

    private void TakePart(string type, JsonElement data)
    {
        switch (type)
        {
            case "content_part.added" or "reasoning_summary_part.added":
                _parts.Add(Part(data), new StringBuilder());
                break;
            case "content_part.done" or "reasoning_summary_part.done":
                Assert.Equal(_parts[Part(data)].ToString(), TextOf(data.GetProperty("part")));
                Assert.True(_parts.Remove(Part(data)));
                break;
            case "output_text.delta" or "refusal.delta" or "reasoning_summary_text.delta":
                _parts[Part(data)].Append(data.GetProperty("delta").GetString());
                break;
            case "output_text.done" or "refusal.done" or "reasoning_summary_text.done":
                Assert.Equal(_parts[Part(data)].ToString(), TextOf(data));
                break;
            case "output_text.annotation.added":
                Assert.True(_parts.ContainsKey(Part(data)));
                break;
            case "function_call_arguments.delta":
                _open[Index(data)].Arguments.Append(data.GetProperty("delta").GetString());
                break;
            case "function_call_arguments.done":
                Assert.Equal(_open[Index(data)].Arguments.ToString(), data.GetProperty("arguments").GetString());
                break;
            default:
                Assert.Fail($"There is no event '{type}'.");
                break;
        }
    }

    private static int Index(JsonElement data) => data.GetProperty("output_index").GetInt32();

    private static (int Item, int Part) Part(JsonElement data) =>
        (Index(data), (data.TryGetProperty("content_index", out var content) ? content : data.GetProperty("summary_index")).GetInt32());

    private static string? TextOf(JsonElement part) => (part.TryGetProperty("text", out var text) ? text : part.GetProperty("refusal")).GetString();
}
