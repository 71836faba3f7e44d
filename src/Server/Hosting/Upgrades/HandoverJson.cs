using System.Text.Json.Serialization;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>How processes of this program speak to each other.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(HandoverNote))]
[JsonSerializable(typeof(UpgradeRequest))]
[JsonSerializable(typeof(UpgradeReply))]
internal sealed partial class HandoverJson : JsonSerializerContext;
