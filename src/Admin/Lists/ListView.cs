using System.Text.Json.Serialization;

namespace FerroGate.Admin.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Data">The items, newest first.</param>
/// <param name="Total">How many there are to see, as far as they are counted.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many were asked for, after the maximum was applied.</param>
public sealed record ListView<T>(IReadOnlyList<T> Data, long Total, int Offset, int Limit)
{
    /// <summary>What the next page is asked for with, as <c>after</c>; not there where nothing follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextAfter { get; init; }

    /// <summary>What a client can tell a list by.</summary>
    [JsonPropertyName("object")]
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = "list";

    /// <summary>PostgreSQL is away: these are the items that the gateway that was asked has itself. Left out when they are those of all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Stale { get; init; }
}
