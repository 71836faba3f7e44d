using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Config.Shapes;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Reference;

/// <summary>The JSON Schema (draft 2020-12) of a TOML config, made from the shapes that read it: editors complete and check with it.</summary>
public static class ConfigSchema
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="vocabulary">The names that other rooms own.</param>
    public static string Write(Vocabulary vocabulary)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "A FerroGate config in TOML");
            var definitions = new SchemaDefinitions();
            new SchemaWriter(json, definitions, vocabulary).ObjectMembers(GatewayShape.Shape, "");
            json.WriteStartObject("$defs");
            definitions.Write(json, vocabulary);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
