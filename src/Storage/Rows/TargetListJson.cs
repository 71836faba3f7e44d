using System.Text.Json;
using System.Text.Json.Serialization;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Rows;

/// <summary>Writes into a column what became of the targets of a request.</summary>
[JsonSerializable(typeof(RequestAttempt[]))]
[JsonSerializable(typeof(RemovedTarget[]))]
[JsonSerializable(typeof(RescueRecord))]
[JsonSerializable(typeof(PolicyShadow[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class TargetListJson : JsonSerializerContext
{
    public static string? Write(IReadOnlyList<RequestAttempt> attempts) =>
        attempts.Count == 0 ? null : JsonSerializer.Serialize([.. attempts], Default.RequestAttemptArray);

    public static string? Write(IReadOnlyList<RemovedTarget> removed) =>
        removed.Count == 0 ? null : JsonSerializer.Serialize([.. removed], Default.RemovedTargetArray);

    public static string? Write(RescueRecord? rescue) => rescue is null ? null : JsonSerializer.Serialize(rescue, Default.RescueRecord);

    public static string? Write(IReadOnlyList<PolicyShadow> shadows) =>
        shadows.Count == 0 ? null : JsonSerializer.Serialize([.. shadows], Default.PolicyShadowArray);

    public static IReadOnlyList<RequestAttempt> ReadAttempts(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.RequestAttemptArray)!;

    public static IReadOnlyList<RemovedTarget> ReadRemoved(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.RemovedTargetArray)!;

    public static IReadOnlyList<PolicyShadow> ReadShadows(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.PolicyShadowArray)!;

    public static RescueRecord? ReadRescue(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.RescueRecord);
}
