using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FerroGate.Ai.Dialects;

/// <summary>How errors are written as JSON in every dialect.</summary>
internal static class ErrorJson
{
    // It is sent as JSON and never stands in a page, so an apostrophe may look like one.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Utf8JsonWriter NewWriter(IBufferWriter<byte> output) => new(output, Readable);
}
