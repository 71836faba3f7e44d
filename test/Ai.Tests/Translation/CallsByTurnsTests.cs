using System.Text;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Providers may begin several tool calls at once and give their arguments by turns.</summary>
public sealed class CallsByTurnsTests
{
    private static readonly string[] Deltas =
    [
        """{"tool_calls":[{"index":0,"id":"c0","type":"function","function":{"name":"f","arguments":""}}]}""",
        """{"tool_calls":[{"index":1,"id":"c1","type":"function","function":{"name":"g","arguments":""}}]}""",
        """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}},{"index":1,"function":{"arguments":"{\"b\":"}}]}""",
        """{"tool_calls":[{"index":1,"function":{"arguments":"2}"}},{"index":0,"function":{"arguments":"1}"}}]}""",
    ];

    [Theory]
    [InlineData(Protocol.Responses)]
    [InlineData(Protocol.Messages)]
    [InlineData(Protocol.Gemini)]
    public void Each_call_gets_its_own_arguments(Protocol to)
    {
        var chunks = Deltas.Select(delta => Chunk(delta, "null")).Append(Chunk("{}", "\"tool_calls\"")).Append("[DONE]");
        var stream = Encoding.UTF8.GetBytes(string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n")));

        var calls = Assert.Single(AnswerContents.ReadStream(to, Translated.Stream(Protocol.Chat, to, stream).Body).Candidates).ToolCalls;

        Assert.Equal([("f", """{"a":1}"""), ("g", """{"b":2}""")], calls.Select(call => (call.Name, call.Arguments.ToString())));
    }

    private static string Chunk(string delta, string finish) => $$"""{"id":"x","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""";
}
