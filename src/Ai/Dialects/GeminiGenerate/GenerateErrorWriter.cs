using System.Buffers;
using System.Text.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>Writes our errors as clients of Google's APIs expect them (google.rpc.Status), with our stable code as the reason.</summary>
internal static class GenerateErrorWriter
{
    /// <summary>The body of an error answer.</summary>
    public static void Write(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        using var writer = ErrorJson.NewWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, refusal.Status);
        writer.WriteString("message"u8, refusal.Message);
        writer.WriteString("status"u8, StatusName(refusal));
        writer.WriteStartArray("details"u8);
        WriteInfo(writer, refusal, requestId);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The same as an event of a stream that has begun.</summary>
    public static void WriteEvent(IBufferWriter<byte> output, Refusal refusal, string requestId)
    {
        output.Write("data: "u8);
        Write(output, refusal, requestId);
        output.Write("\r\n\r\n"u8);
    }

    private static void WriteInfo(Utf8JsonWriter writer, Refusal refusal, string requestId)
    {
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "type.googleapis.com/google.rpc.ErrorInfo"u8);
        writer.WriteString("reason"u8, refusal.Code);
        writer.WriteString("domain"u8, "ferrogate"u8);
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("request_id"u8, requestId);
        if (refusal.Parameter is { } parameter)
        {
            writer.WriteString("param"u8, parameter);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string StatusName(Refusal refusal) => (refusal.Type, refusal.Status) switch
    {
        (_, 402 or 429) => "RESOURCE_EXHAUSTED",
        (_, 408 or 504) => "DEADLINE_EXCEEDED",
        (_, 500) => "INTERNAL",
        (_, > 500) => "UNAVAILABLE",
        (ErrorType.Authentication, _) => "UNAUTHENTICATED",
        (ErrorType.Permission, _) => "PERMISSION_DENIED",
        (ErrorType.NotFound, _) => "NOT_FOUND",
        _ => "INVALID_ARGUMENT",
    };
}
