using System.Text.Json;
using CsCheck;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>A request that is read and written in the same protocol says the same.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Word = Any("a", "Grüße", "line\\nbreak", "\\ud83d\\ude00", "half \\ud83d", "\\\"q\\\"", "x y");

    private static readonly Gen<string> Mark = Any("", ",\"cache_control\":{\"type\":\"ephemeral\"}", ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");

    private static readonly Gen<string> Text = Gen.Select(Word, Mark, (word, mark) => $$"""{"type":"text","text":"{{word}}"{{mark}}}""");

    private static readonly Gen<string> Media = Gen.Select(
        Any(
            """{"type":"image","source":{"type":"base64","media_type":"image/webp","data":"AAAA"}@}""",
            """{"type":"image","source":{"type":"url","url":"https://x/\u0041"}@}""",
            """{"type":"image","source":{"type":"file","file_id":"file_1"}@}""",
            """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"},"title":"T"@}""",
            """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Grüße"}@}""",
            """{"type":"document","source":{"type":"url","url":"https://x/y.pdf"}@}"""),
        Mark,
        (media, mark) => media.Replace("@", mark, StringComparison.Ordinal));

    private static readonly Gen<string> Thought = Gen.OneOf(
        Word.Select(word => $$"""{"type":"thinking","thinking":"{{word}}","signature":"S=="}"""),
        Any("""{"type":"redacted_thinking","data":"D=="}""", """{"type":"thinking","thinking":"","signature":"T=="}"""));

    private static readonly Gen<string> UserContent = Gen.Select(
        Gen.Select(Text.Array[0, 2], Any("", ",\"is_error\":true"), Mark, Gen.Int[0, 99], (content, error, mark, id) =>
            $$"""{"type":"tool_result","tool_use_id":"toolu_{{id}}","content":[{{string.Join(',', content)}}]{{error}}{{mark}}}""").Array[0, 2],
        Gen.OneOf(Text, Media).Array[1, 3],
        (results, others) => string.Join(',', results.Concat(others)));

    private static readonly Gen<string> ModelContent = Gen.Select(
        Thought.Array[0, 2],
        Text.Array[1, 2],
        Gen.Select(Gen.Int[0, 99], Any("{}", """{"a": 1.50, "b":["\u0041"]}"""), Mark, (id, input, mark) =>
            $$"""{"type":"tool_use","id":"toolu_{{id}}","name":"f","input":{{input}}{{mark}}}""").Array[0, 3],
        (thoughts, texts, calls) => string.Join(',', [.. thoughts, .. texts, .. calls]));

    private static readonly Gen<string> Messages = Gen.Select(UserContent, ModelContent, (user, model) =>
        $$"""{"role":"user","content":[{{user}}]},{"role":"assistant","content":[{{model}}]}""").Array[1, 3].Select(pairs => string.Join(',', pairs));

    private static readonly Gen<string> Members = Gen.Shuffle(new[]
    {
        "\"temperature\":1.0", "\"top_p\":0.990", "\"stop_sequences\":[\"a\",\"b\"]", "\"metadata\":{\"user_id\":\"u\"}", "\"service_tier\":\"standard_only\"",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048,\"display\":\"omitted\"}", "\"stream\":true",
        "\"output_config\":{\"effort\":\"medium\",\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}}}",
        "\"tools\":[{\"name\":\"f\",\"description\":\"D\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"minimum\":1.0}}},\"cache_control\":{\"type\":\"ephemeral\"}},{\"name\":\"g\",\"input_schema\":{\"type\":\"object\",\"additionalProperties\":false},\"strict\":true}],\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
    }).SelectMany(members => Gen.Int[0, 9].Select(count => string.Concat(members.Take(count).Select(member => "," + member))));

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    [Fact]
    public void Nothing_changes() => Gen.Select(Messages, Text.Array[1, 2], Members).Sample((messages, system, members) =>
    {
        var json = $$"""{"model":"claude","max_tokens":3e3,"system":[{{string.Join(',', system)}}],"messages":[{{messages}}]{{members}}}""";

        // Thinking needs a limit that can be counted against, and effort alone turns thinking on.
        json = json.Replace("3e3", "3000", StringComparison.Ordinal);
        var (losses, notes) = (new Losses(), new RequestNotes());
        var written = Translated.Written(Translated.Request(json, losses), notes);

        Assert.Empty(losses.All);
        Assert.Empty(notes.Losses.All);
        Assert.Empty(notes.Added);
        Assert.Equal(Sorted(json), Sorted(written));
    });

    // Compared by the raw text of every value, in the order of names: numbers must keep their spelling.
    private static string Sorted(string json)
    {
        return Of(JsonElement.Parse(json));

        static string Of(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject()
                .Where(member => !IsThinkingOfEffort(member))
                .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{Of(member.Value)}")) + "}",
            JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(Of)) + "]",
            _ => value.GetRawText(),
        };

        static bool IsThinkingOfEffort(JsonProperty member) =>
            member.Name == "thinking" && member.Value.ValueKind == JsonValueKind.Object && member.Value.GetRawText() == """{"type":"adaptive"}""";
    }
}
