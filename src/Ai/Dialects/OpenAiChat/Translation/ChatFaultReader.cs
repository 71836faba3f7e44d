using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Reads the errors of OpenAI's protocols, and of those who speak them in their own way.</summary>
internal static class ChatFaultReader
{
    /// <summary>Reads <c>{"error": …}</c>, where the error is an object or a text, or an error that stands alone.</summary>
    public static ProviderFault? Read(JsonElement body)
    {
        var error = body.Member("error"u8) ?? body.Member("detail"u8) ?? body;
        if (error.ValueKind == JsonValueKind.String)
        {
            return new ProviderFault(JsonText.Of(error).ToString(), null);
        }

        if (error.TextOf("message"u8) is not { } message)
        {
            return null;
        }

        var code = error.TextOf("code"u8) ?? error.TextOf("type"u8);
        return new ProviderFault(message.ToString(), code?.ToString())
        {
            Parameter = error.TextOf("param"u8)?.ToString(),
            Status = StatusOf(code?.ToString(), error.Member("code"u8)),
        };
    }

    // OpenRouter tells the status of an error in a stream as its code.
    private static int? StatusOf(string? word, JsonElement? code) => word switch
    {
        "rate_limit_exceeded" or "rate_limit_error" or "insufficient_quota" => 429,
        "invalid_request_error" or "context_length_exceeded" or "content_filter" => 400,
        "server_error" or "api_error" => 500,
        "overloaded" or "overloaded_error" or "service_unavailable" => 503,
        _ => code is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var status) && status is >= 400 and < 600 ? status : null,
    };
}
