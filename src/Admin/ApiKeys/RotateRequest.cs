using System.Text.Json.Serialization;

namespace FerroGate.Admin.ApiKeys;

/// <summary>The body of a request for another secret.</summary>
/// <param name="Overlap">How long the present one is accepted beside it, such as <c>24h</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RotateRequest(string? Overlap = null);
