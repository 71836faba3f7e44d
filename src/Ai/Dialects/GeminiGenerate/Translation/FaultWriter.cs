using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes a provider's error into a stream, as google.rpc.Status.</summary>
internal static class FaultWriter
{
    public static void Write(Utf8JsonWriter writer, ProviderFault fault)
    {
        var status = fault.Status ?? 500;
        var word = WordOf(status);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, status);
        writer.WriteString("message"u8, fault.Message);
        writer.WriteString("status"u8, word);
        if (fault.Code is { } code && code != word)
        {
            WriteReason(writer, code, fault.Parameter);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // The provider's own word, and what it blames.
    private static void WriteReason(Utf8JsonWriter writer, string code, string? parameter)
    {
        writer.WriteStartArray("details"u8);
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "type.googleapis.com/google.rpc.ErrorInfo"u8);
        writer.WriteString("reason"u8, code);
        writer.WriteString("domain"u8, "ferrogate"u8);
        if (parameter is not null)
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("param"u8, parameter);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static string WordOf(int status) => status switch
    {
        401 => "UNAUTHENTICATED",
        402 or 429 => "RESOURCE_EXHAUSTED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        408 or 504 => "DEADLINE_EXCEEDED",
        409 => "ABORTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        500 => "INTERNAL",
        > 501 => "UNAVAILABLE",
        _ => "INVALID_ARGUMENT",
    };
}
