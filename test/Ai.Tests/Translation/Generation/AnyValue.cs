using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>The values that conversations of all protocols are made of, odd ones among them.</summary>
internal static class AnyValue
{
    private static readonly Gen<int> Number = Gen.Int[100_000, 999_999];

    /// <summary>Texts, of which hardly any is generated twice: that one got lost can be told from all others.</summary>
    public static Gen<string?> Text { get; } = Number.Select(
        JsonGen.Any(
            "", " plain", " Grüße", " Gr\\u00fc\\u00dfe", " \\ud83d\\ude00", " 😀", " \\\"q\\\" \\\\ \\n\\t", " \\u0001\\u001f", " \\ud800", " \\/", " {\\\"a\\\":1}", " \\u2028"),
        (number, odd) => (string?)$"\"t{number}{odd}\"");

    /// <summary>Texts that may be empty too.</summary>
    public static Gen<string?> MaybeEmptyText { get; } = Gen.Int[0, 9].Select(Text, (lot, text) => lot == 0 ? "\"\"" : text);

    public static Gen<string?> ImageUrl { get; } = Number.Select(number => (string?)$"\"https://a.example/{number}.png?a=\\u0026b\"");

    public static Gen<string?> DocumentUrl { get; } = Number.Select(number => (string?)$"\"https://a.example/{number}.pdf\"");

    /// <summary>Bytes in base64 without the quotes around them.</summary>
    public static Gen<string> Base64 { get; } = Number.Select(number => Convert.ToBase64String(BitConverter.GetBytes((long)number * 7_919)));

    /// <summary>What only a provider can read.</summary>
    public static Gen<string?> Sealed { get; } = Base64.Select(text => (string?)$"\"{text}\"");

    /// <summary>The arguments of a call: an object.</summary>
    public static Gen<string?> Arguments { get; } = JsonGen.OneOf(
        JsonGen.Any("{}", """{"a":1e400}""", """{"a":1.0,"b":12345678901234567890}""", """{ "a" : [ null, true, -0.0 ] }""", """{"\u0061":"\ud800"}"""),
        Text.Select(text => (string?)$$$"""{"t":{{{text}}},"n":{"m":[{}]}}"""));

    public static Gen<string?> Schema { get; } = JsonGen.Any(
        """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""",
        """{"type":"object","properties":{"a":{"type":"string","enum":["x","y"]},"b":{"type":"array","items":{"type":"number"}}},"required":["a","b"],"additionalProperties":false}""",
        """{"type":"object","properties":{"a":{"type":"object","properties":{"c":{"type":"integer","description":"d"}},"required":["c"],"additionalProperties":false}},"required":["a"],"additionalProperties":false}""");

    /// <summary>A number between 0 and 1, in many spellings.</summary>
    public static Gen<string?> Share { get; } = JsonGen.Any("0.70", "1e0", "1.0", "0.5", "0.123456789012345678", "5E-1");

    /// <summary>How many tokens may come.</summary>
    public static Gen<string?> Limit { get; } = JsonGen.Any("4097", "20000", "32000");

    public static Gen<string?> Penalty { get; } = JsonGen.Any("0.10", "-1.5", "2e0");

    public static Gen<string?> Seed { get; } = JsonGen.Any("7", "-5", "2147483647");

    public static Gen<string?> Flag { get; } = JsonGen.Any("true", "false");

    public static Gen<string?> Stops { get; } = Text.List(1, 3);

    public static Gen<string?> Metadata { get; } = Text.Select(Text, (one, other) => (string?)$$"""{"a":{{one}},"b":{{other}}}""");

    /// <summary>The name of one of the tools that a request may have.</summary>
    public static Gen<string?> ToolName { get; } = JsonGen.Any("\"get_f\"", "\"get_g\"");

    /// <summary>How likely some tokens were.</summary>
    /// <param name="name">What the protocol calls it.</param>
    public static Gen<string?> Chances(string name) => JsonGen.Any(
        $$"""[{"token":"a","{{name}}":-0.50,"bytes":[97],"top_logprobs":[{"token":"b","{{name}}":-1e1,"bytes":[98]}]}]""",
        $$"""[{"token":"\ud800","{{name}}":-9999.0,"bytes":[240,159],"top_logprobs":[]},{"token":"","{{name}}":0,"bytes":[],"top_logprobs":[]}]""");
}
