using System.Text;
using CsCheck;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Tests.Fixtures;

/// <summary>Chat requests, and what the reader says of them.</summary>
internal static class Requests
{
    /// <summary>A request with more members behind the two that each must have.</summary>
    public static string With(string members) => $$"""{"model":"m","messages":[],{{members}}}""";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static ChatEnvelope Read(string body) => Read(Bytes(body));

    public static ChatEnvelope Read(ReadOnlySpan<byte> body)
    {
        Assert.True(ChatDialect.Instance.ReadEnvelope(body, default).TryGet(out var envelope, out var refusal), refusal?.Message);
        return Assert.IsType<ChatEnvelope>(envelope);
    }

    public static Refusal Refused(string body) => Refused(Bytes(body));

    public static Refusal Refused(ReadOnlySpan<byte> body)
    {
        Assert.False(ChatDialect.Instance.ReadEnvelope(body, default).TryGet(out _, out var refusal));
        Assert.Equal((400, ErrorType.InvalidRequest), (refusal.Status, refusal.Type));
        return refusal;
    }

    /// <summary>Requests in every order and form of members, with white space and nesting between them.</summary>
    public static Gen<string> Any { get; } =
        from model in Gen.OneOf(Gen.Const("\"m\""), Gen.Const("\"provider/model-1.5\""), Gen.Const("\"mod\\u0065l \\\"\\ud83d\\ude00\\\\\""), Gen.Const("\"Modell für alles\""))
        from stream in Gen.OneOf("", "true", "false", "null")
        from options in Gen.OneOf(
            "", "null", "{}", "{ }", "{\"a\":[{}]}", "{\"include_usage\":true}", "{\"include_usage\":false}", "{\"include_usage\" : null}",
            "{\"a\":1,\"include_usage\":false,\"b\":{\"include_usage\":true}}", "{\"include\\u005fusage\": false}")
        from extras in Gen.OneOf(
            "\"temperature\":0.5", "\"stop\":[\"\\n\",\"}\"]", "\"metadata\":{\"model\":\"x\",\"stream_options\":{}}", "\"user\":\"\\\"model\\\":\"",
            "\"seed\":-1e9", "\"tools\":[{\"a\":{\"b\":[[]]}}]", "\"s\\u0065cond\":\"\\u0000\"", "\"ü\":null").HashSet[0, 4]
        from space in Gen.OneOf("", " ", "\r\n\t")
        from order in Gen.Int[0, 1_000]
        select Compose(model, stream, options, extras, space, order);

    private static string Compose(string model, string stream, string options, IEnumerable<string> extras, string space, int order)
    {
        var members = new List<string> { $"\"model\"{space}:{space}{model}", "\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"model\\\"\"}]" };
        if (stream.Length > 0)
            members.Add($"\"stream\":{space}{stream}");
        if (options.Length > 0)
            members.Add($"\"stream_options\"{space}:{space}{options}");
        members.AddRange(extras);
        var random = new Random(order);
        var shuffled = members.OrderBy(_ => random.Next()).ToList();
        return $"{space}{{{space}{string.Join(space + "," + space, shuffled)}{space}}}{space}";
    }
}
