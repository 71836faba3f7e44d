using System.Buffers;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Writes our errors as clients of the OpenAI protocols expect them.</summary>
public static class ChatErrorWriter
{
    /// <summary>The body of an error answer.</summary>
    public static void Write(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        using var writer = ErrorJson.NewWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, refusal.Message);
        writer.WriteString("type"u8, TypeName(refusal.Type));
        writer.WriteString("code"u8, refusal.Code);
        writer.WriteString("param"u8, refusal.Parameter);
        writer.WriteString("request_id"u8, requestId);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The same as an event of a stream that has begun.</summary>
    public static void WriteEvent(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        output.Write("data: "u8);
        Write(output, refusal, requestId);
        output.Write("\n\n"u8);
    }

    /// <summary>The name of a kind of error, in OpenAI's words.</summary>
    internal static string TypeName(ErrorType type) => type switch
    {
        ErrorType.InvalidRequest or ErrorType.NotFound => "invalid_request_error",
        ErrorType.Authentication => "authentication_error",
        ErrorType.Permission => "permission_error",
        ErrorType.RateLimit => "rate_limit_error",
        ErrorType.Budget => "insufficient_quota",
        _ => "api_error",
    };
}
