using System.Text;
using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Tests.Envelopes;

/// <summary>What of a conversation stays the same from turn to turn.</summary>
public sealed class ConversationPrefixTests
{
    private const string System = """{"role":"system","content":"be kind"}""";
    private const string User = """{"role":"user","content":"hello"}""";
    private const string More = """{"role":"assistant","content":"hi"},{"role":"user","content":"bye"}""";

    public static TheoryData<string, string> Same => new()
    {
        { $$"""{"model":"m","messages":[{{System}},{{User}}]}""", $$"""{"messages":[{{System}},{{User}},{{More}}],"temperature":1}""" },
        { $$"""{"system":"be kind","messages":[{{User}}]}""", $$"""{"system":"be kind","max_tokens":5,"messages":[{{User}},{{More}}]}""" },
        {
            """{"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}]}""",
            $$"""{"messages":[{"role":"user","content":[ {"type":"text", "text":"a"} ]},{{More}}]}"""
        },
        { $$"""{"instructions":"be kind","input":[{{User}}]}""", $$"""{"instructions":"be kind","input":[{{User}},{{More}}]}""" },
        {
            """{"systemInstruction":{"parts":[{"text":"be kind"}]},"contents":[{"parts":[{"text":"a"}]}]}""",
            """{"systemInstruction":{"parts":[{"text":"be kind"}]},"contents":[{"parts":[{"text":"a"}]},{"role":"model","parts":[{"text":"b"}]}]}"""
        },
        { """{"input":"hello"}""", """{"input":"hello","store":false}""" },
    };

    public static TheoryData<string, string> Different => new()
    {
        { $$"""{"messages":[{{System}},{{User}}]}""", $$"""{"messages":[{{User}}]}""" },
        { $$"""{"messages":[{{System}},{"role":"user","content":"hello"}]}""", $$"""{"messages":[{{System}},{"role":"user","content":"hullo"}]}""" },
        { $$"""{"system":"be kind","messages":[{{User}}]}""", $$"""{"system":"be cruel","messages":[{{User}}]}""" },
        { """{"input":"hello"}""", """{"input":"bye"}""" },
        { """{"system_instruction":{"parts":[]},"contents":[]}""", """{"contents":[]}""" },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void The_turns_of_one_conversation_begin_alike(string first, string later) => Assert.Equal(HashOf(first), HashOf(later));

    [Theory]
    [MemberData(nameof(Different))]
    public void Other_conversations_begin_otherwise(string one, string other) => Assert.NotEqual(HashOf(one), HashOf(other));

    private static string HashOf(string body) => Convert.ToHexString(ConversationPrefix.HashOf(Encoding.UTF8.GetBytes(body)));
}
