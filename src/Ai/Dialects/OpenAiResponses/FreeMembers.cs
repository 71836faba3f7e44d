using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>Members that hold whatever their author likes, so that no name in them means anything to a provider.</summary>
internal static class FreeMembers
{
    /// <summary>The reader stands on the name of such a member.</summary>
    public static bool Has(in Utf8JsonReader reader) =>
        reader.NameIs("parameters"u8)
        || reader.NameIs("schema"u8)
        || reader.NameIs("input_schema"u8)
        || reader.NameIs("output_schema"u8)
        || reader.NameIs("json_schema"u8)
        || reader.NameIs("arguments"u8)
        || reader.NameIs("attributes"u8)
        || reader.NameIs("metadata"u8);
}
