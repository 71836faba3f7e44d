using System.Text.Json;

namespace FerroGate.Server.Ai.Faults;

/// <summary>The names of faults in headers and records, such as <c>rate_limited</c>.</summary>
internal static class FaultNames
{
    private static readonly string[] Names = [.. Enum.GetValues<FaultKind>().Select(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()))];

    public static string Of(FaultKind kind) => Names[(int)kind];
}
