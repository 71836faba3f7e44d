using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>A request that is read and written in the same protocol says the same.</summary>
public sealed partial class RoundTripTests
{
    // Messages lose their ids, which nobody looks up, and get others.
    [GeneratedRegex("\"msg_[0-9]+\"")]
    private static partial Regex MadeId { get; }

    private static readonly Gen<string> Word = Any("a", "Grüße", "line\\nbreak", "\\ud83d\\ude00", "half \\ud83d", "\\\"q\\\"", "x y");

    private static readonly Gen<string> Part = Gen.OneOf(
        Word.Select(word => $$"""{"type":"input_text","text":"{{word}}"}"""),
        Any(
            """{"type":"input_image","image_url":"data:image/webp;base64,AAAA","detail":"low"}""",
            """{"type":"input_image","image_url":"https://x/\u0041"}""",
            """{"type":"input_image","file_id":"file-1"}""",
            """{"type":"input_file","filename":"T","file_data":"data:application/pdf;base64,AAAA"}""",
            """{"type":"input_file","file_url":"https://x/y.pdf"}"""));

    private static readonly Gen<string> Content = Gen.OneOf(Word.Select(word => $"\"{word}\""), Part.Array[2, 3].Select(parts => $"[{string.Join(',', parts)}]"));

    private static readonly Gen<string> Message = Gen.Select(Any("user", "system", "developer"), Content, (role, content) =>
        $$"""{"type":"message","role":"{{role}}","content":{{content}}}""");

    private static readonly Gen<string> Thought = Word.Array[0, 2].Select(words =>
        $$"""{"type":"reasoning","summary":[{{string.Join(',', words.Select(word => $$"""{"type":"summary_text","text":"{{word}}"}"""))}}],"encrypted_content":"E=="}""");

    private static readonly Gen<string> Saying = Gen.OneOf(
        Word.Select(word => $$"""{"type":"message","role":"assistant","content":"{{word}}"}"""),
        Gen.OneOf(
            Word.Select(word => $$"""{"type":"output_text","text":"{{word}}","annotations":[],"logprobs":[]}"""),
            Word.Select(word => $$"""{"type":"refusal","refusal":"{{word}}"}""")).Array[2, 3].Select(parts =>
                $$"""{"type":"message","id":"msg","status":"completed","role":"assistant","content":[{{string.Join(',', parts)}}]}"""));

    private static readonly Gen<string> Calls = Gen.Select(Gen.Int[0, 99], Any("{}", "{\\\"a\\\": 1.50}", "not json"), Content, (id, arguments, content) =>
        (Call: $$"""{"type":"function_call","call_id":"call_{{id}}","name":"f","arguments":"{{arguments}}"}""",
            Result: $$"""{"type":"function_call_output","call_id":"call_{{id}}","output":{{content}}}""")).Array[0, 3].Select(calls =>
                string.Join(',', calls.Select(call => call.Call).Concat(calls.Select(call => call.Result))));

    private static readonly Gen<string> Input = Gen.Select(Message.Array[1, 2], Thought.Array[0, 2], Saying.Array[0, 1], Calls, (messages, thoughts, said, calls) =>
        string.Join(',', [.. messages, .. thoughts, .. said, .. calls.Length > 0 ? [calls] : Array.Empty<string>()])).Array[1, 3].Select(rounds => string.Join(',', rounds));

    private static readonly Gen<string> Members = Gen.Shuffle(new[]
    {
        "\"temperature\":1.0", "\"top_p\":0.990", "\"metadata\":{\"a\":\"b\"}", "\"service_tier\":\"priority\"", "\"max_output_tokens\":100",
        "\"user\":\"u\"", "\"stream\":true", "\"prompt_cache_key\":\"k\"", "\"reasoning\":{\"effort\":\"none\",\"summary\":\"detailed\"}",
        "\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"description\":\"d\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"minimum\":1.0}}},\"strict\":true}}",
        "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"description\":\"D\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"minimum\":1.0}}},\"strict\":false}],\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"},\"parallel_tool_calls\":false",
    }).SelectMany(members => Gen.Int[0, 9].Select(count => string.Concat(members.Take(count).Select(member => "," + member))));

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    [Fact]
    public void Nothing_changes() => Gen.Select(Input, Members).Sample((input, members) =>
    {
        var json = $$"""{"model":"gpt","input":[{{input}}],"store":false{{members}}}""";
        var (losses, notes) = (new Losses(), new RequestNotes());
        var written = Translated.Written(Translated.Request(json, losses), notes);

        Assert.Empty(losses.All);
        Assert.Empty(notes.Losses.All);
        Assert.Equal(Sorted(json), Sorted(MadeId.Replace(written, "\"msg\"")));
    });

    // Compared by the raw text of every value, in the order of names: numbers must keep their spelling.
    private static string Sorted(string json)
    {
        return Of(JsonElement.Parse(json));

        static string Of(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject().Where(member => member.Name != "include")
                .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{Of(member.Value)}")) + "}",
            JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(Of)) + "]",
            _ => value.GetRawText(),
        };
    }
}
