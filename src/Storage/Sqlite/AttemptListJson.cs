using System.Text.Json;
using System.Text.Json.Serialization;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Sqlite;

/// <summary>Writes the attempts of a request into a column.</summary>
[JsonSerializable(typeof(RequestAttempt[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class AttemptListJson : JsonSerializerContext
{
    public static string? Write(IReadOnlyList<RequestAttempt> attempts) =>
        attempts.Count == 0 ? null : JsonSerializer.Serialize([.. attempts], Default.RequestAttemptArray);

    public static IReadOnlyList<RequestAttempt> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.RequestAttemptArray)!;
}
