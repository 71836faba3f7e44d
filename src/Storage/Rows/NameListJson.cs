using System.Text.Json.Serialization;

namespace FerroGate.Storage.Rows;

/// <summary>Writes lists of names into a column.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class NameListJson : JsonSerializerContext;
