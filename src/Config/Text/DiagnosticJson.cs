using System.Buffers;
using System.Text.Json;

namespace FerroGate.Config.Text;

/// <summary>Writes diagnostics as editors and scripts read them: one array, every object with the same members.</summary>
public static class DiagnosticJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    public static void Write(IReadOnlyList<Diagnostic> diagnostics, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
        foreach (var diagnostic in diagnostics)
            Write(diagnostic, json);

        json.WriteEndArray();
    }

    private static void Write(Diagnostic diagnostic, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("severity", diagnostic.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("code", diagnostic.Code);
        WritePlace(diagnostic.Span, json);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("hint", diagnostic.Hint);
        json.WriteStartArray("imports");
        foreach (var import in diagnostic.Imports)
        {
            json.WriteStartObject();
            WritePlace(import.At, json);
            json.WriteString("what", import.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(SourceSpan? place, Utf8JsonWriter json)
    {
        if (place is { } span)
        {
            json.WriteString("file", span.File.Name);
            json.WriteNumber("line", span.Line);
            json.WriteNumber("column", span.Column);
            json.WriteNumber("length", span.Length);
            return;
        }

        json.WriteNull("file");
        json.WriteNull("line");
        json.WriteNull("column");
        json.WriteNull("length");
    }
}
