using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Writes our errors as clients of the OpenAI protocols expect them.</summary>
public static class ChatErrorWriter
{
    // It is sent as JSON and never stands in a page, so an apostrophe may look like one.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of an error answer.</summary>
    public static void Write(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        using var writer = new Utf8JsonWriter(output, Readable);
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

    private static string TypeName(ErrorType type) => type switch
    {
        ErrorType.InvalidRequest or ErrorType.NotFound => "invalid_request_error",
        ErrorType.Authentication => "authentication_error",
        ErrorType.Permission => "permission_error",
        ErrorType.RateLimit => "rate_limit_error",
        _ => "api_error",
    };
}
