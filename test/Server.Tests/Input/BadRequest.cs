using System.Text;
using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Input;

/// <summary>A wrong request, and what the caller must be told.</summary>
public sealed record BadRequest(string Name, Request Request, int Status, string Code)
{
    /// <summary>The limit of request bodies in the world of these requests.</summary>
    public const int BodyLimit = 64 * 1024;

    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

    /// <summary>Every wrong body that the gateway promises to refuse.</summary>
    public static IReadOnlyList<BadRequest> All { get; } =
    [
        Json("empty body", "", "invalid_json"),
        Json("only spaces", "  \n", "invalid_json"),
        Json("no JSON", "hello", "invalid_json"),
        Json("cut off", "{\"model\":\"fast-chat\",\"messages\":[", "invalid_json"),
        Json("trailing comma", $$"""{"model":"fast-chat",{{Messages}},}""", "invalid_json"),
        Json("comment", $$"""{"model":"fast-chat",/* no */{{Messages}}}""", "invalid_json"),
        Json("bytes after the value", $$"""{"model":"fast-chat",{{Messages}}} x""", "invalid_json"),
        Json("a second value", $$"""{"model":"fast-chat",{{Messages}}}{}""", "invalid_json"),
        Json("a zero byte after the value", $$"""{"model":"fast-chat",{{Messages}}}""" + "\0", "invalid_json"),
        Json("single quotes", "{'model':'fast-chat'}", "invalid_json"),
        Json("NaN", $$"""{"model":"fast-chat","temperature":NaN,{{Messages}}}""", "invalid_json"),
        Json("leading zero", $$"""{"model":"fast-chat","temperature":01,{{Messages}}}""", "invalid_json"),
        Json("raw line break in a string", "{\"model\":\"fast-chat\",\"user\":\"a\nb\",\"messages\":[]}", "invalid_json"),
        Json("depth 300", $$"""{"model":"fast-chat","x":{{new string('[', 300)}}{{new string(']', 300)}},{{Messages}}}""", "invalid_json"),
        Json("an array", "[]", "invalid_request"),
        Json("a string", "\"fast-chat\"", "invalid_request"),
        Json("null", "null", "invalid_request"),
        Json("two models", $$"""{"model":"fast-chat",{{Messages}},"model":"other"}""", "invalid_request"),
        Json("two models, one escaped", $$"""{"model":"fast-chat",{{Messages}},"mod\u0065l":"other"}""", "invalid_request"),
        Json("two streams", $$"""{"model":"fast-chat","stream":false,{{Messages}},"stream":true}""", "invalid_request"),
        Json("two of any other member", $$"""{"model":"fast-chat","user":"a",{{Messages}},"user":"b"}""", "invalid_request"),
        Json("Model beside model", $$"""{"model":"fast-chat","Model":"other",{{Messages}}}""", "invalid_request"),
        Json("MODEL alone", $$"""{"MODEL":"fast-chat",{{Messages}}}""", "invalid_request"),
        Json("Stream", $$"""{"model":"fast-chat","Stream":true,{{Messages}}}""", "invalid_request"),
        Json("Max_Tokens", $$"""{"model":"fast-chat","Max_Tokens":1,{{Messages}}}""", "invalid_request"),
        Json("N", $$"""{"model":"fast-chat","N":5,{{Messages}}}""", "invalid_request"),
        Json("no model", $$"""{{{Messages}}}""", "invalid_request"),
        Json("model null", $$"""{"model":null,{{Messages}}}""", "invalid_request"),
        Json("model a number", $$"""{"model":4,{{Messages}}}""", "invalid_request"),
        Json("model an array", $$"""{"model":["fast-chat"],{{Messages}}}""", "invalid_request"),
        Json("model empty", $$"""{"model":"",{{Messages}}}""", "invalid_request"),
        Json("stream a string", $$"""{"model":"fast-chat","stream":"true",{{Messages}}}""", "invalid_request"),
        Json("stream a number", $$"""{"model":"fast-chat","stream":1,{{Messages}}}""", "invalid_request"),
        Json("max_tokens a string", $$"""{"model":"fast-chat","max_tokens":"10",{{Messages}}}""", "invalid_request"),
        Json("max_tokens negative", $$"""{"model":"fast-chat","max_tokens":-1,{{Messages}}}""", "invalid_request"),
        Json("n a string", $$"""{"model":"fast-chat","n":"2",{{Messages}}}""", "invalid_request"),
        Bytes("invalid UTF-8 in a string", [.. "{\"model\":\"fast-chat\",\"user\":\""u8, 0xFF, 0xFE, .. "\",\"messages\":[]}"u8], "invalid_json"),
        Bytes("overlong UTF-8", [.. "{\"model\":\"fast-chat\",\"user\":\""u8, 0xC0, 0xAF, .. "\",\"messages\":[]}"u8], "invalid_json"),
        Bytes("a surrogate as UTF-8", [.. "{\"model\":\"fast-chat\",\"user\":\""u8, 0xED, 0xA0, 0x80, .. "\",\"messages\":[]}"u8], "invalid_json"),
        Bytes("UTF-16", Encoding.Unicode.GetBytes($$"""{"model":"fast-chat",{{Messages}}}"""), "invalid_json"),
        Bytes("UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($$"""{"model":"fast-chat",{{Messages}}}""")], "invalid_json"),
        new("unknown model", Request.Chat($$"""{"model":"no-such-model",{{Messages}}}"""), 404, "model_not_found"),
        new("too long by its length", Request.Chat(LongBody), 413, "payload_too_large"),
        new("too long in chunks", Request.Chat(LongBody) with { ChunkSize = 8 * 1024 }, 413, "payload_too_large"),
        new("a body in gzip", Request.Chat($$"""{"model":"fast-chat",{{Messages}}}""").With("content-encoding", "gzip"), 415, "unsupported_media_type"),
        new("a body in br", Request.Chat($$"""{"model":"fast-chat",{{Messages}}}""").With("content-encoding", "br"), 415, "unsupported_media_type"),
    ];

    private static string LongBody => $$"""{"model":"fast-chat","user":"{{new string('u', BodyLimit)}}",{{Messages}}}""";

    public override string ToString() => Name;

    private static BadRequest Json(string name, string body, string code) => new(name, Request.Chat(body), 400, code);

    private static BadRequest Bytes(string name, byte[] body, string code) =>
        new(name, Request.Post("/v1/chat/completions", body), 400, code);
}
