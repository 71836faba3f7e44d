using System.Buffers;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>Writes our errors as clients of the Messages protocol expect them, with our stable code beside Anthropic's type.</summary>
internal static class MessagesErrorWriter
{
    /// <summary>The body of an error answer.</summary>
    public static void Write(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        using var writer = ErrorJson.NewWriter(output);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, TypeName(refusal));
        writer.WriteString("message"u8, refusal.Message);
        writer.WriteString("code"u8, refusal.Code);
        if (refusal.Parameter is { } parameter)
        {
            writer.WriteString("param"u8, parameter);
        }

        writer.WriteEndObject();
        writer.WriteString("request_id"u8, requestId);
        writer.WriteEndObject();
    }

    /// <summary>The same as an event of a stream that has begun.</summary>
    public static void WriteEvent(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        output.Write("event: error\ndata: "u8);
        Write(output, refusal, requestId);
        output.Write("\n\n"u8);
    }

    private static string TypeName(Refusal refusal) => (refusal.Type, refusal.Status) switch
    {
        (_, 402) => "billing_error",
        (_, 413) => "request_too_large",
        (_, 503) => "overloaded_error",
        (_, 504) => "timeout_error",
        (ErrorType.InvalidRequest, _) => "invalid_request_error",
        (ErrorType.NotFound, _) => "not_found_error",
        (ErrorType.Authentication, _) => "authentication_error",
        (ErrorType.Permission, _) => "permission_error",
        (ErrorType.RateLimit, _) => "rate_limit_error",
        _ => "api_error",
    };
}
