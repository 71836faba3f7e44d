using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A small request of each protocol.</summary>
internal static class DialectRequests
{
    /// <param name="dialect"><c>chat</c>, <c>responses</c>, <c>messages</c> or <c>gemini</c>.</param>
    /// <param name="model">The model to ask.</param>
    /// <param name="stream">The answer is to be streamed.</param>
    public static Request Of(string dialect, string model, bool stream = false)
    {
        var flag = stream ? "true" : "false";
        return dialect switch
        {
            "chat" => Request.Chat(stream ? ChatRequests.Streamed(model) : ChatRequests.Plain(model)),
            "responses" => Request.Post("/v1/responses", $$"""{"model":"{{model}}","input":"hi","stream":{{flag}}}"""),
            "messages" => Request.Post("/v1/messages", $$"""{"model":"{{model}}","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"stream":{{flag}}}"""),
            _ => Request.Post(
                $"/v1beta/models/{model}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}", """{"contents":[{"parts":[{"text":"hi"}]}]}"""),
        };
    }

    /// <summary>A stream that breaks off behind its first text.</summary>
    public static string Beginning(string dialect) => dialect switch
    {
        "chat" => "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\n\n",
        "responses" => "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hel\",\"sequence_number\":3}\n\n",
        "messages" => "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}\n\n",
        _ => "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}]}}]}\r\n\r\n",
    };
}
