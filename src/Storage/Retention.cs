namespace FerroGate.Storage;

/// <summary>How much is kept of what grows; what is older, or more, goes. <c>null</c> is no limit.</summary>
/// <param name="Days">For how many days.</param>
/// <param name="Bytes">How many bytes.</param>
public sealed record Retention(int? Days = null, long? Bytes = null)
{
    public static Retention Everything { get; } = new();

    /// <summary>What was before it is too old; <c>null</c> where nothing is.</summary>
    internal DateTimeOffset? Before(DateTimeOffset now) => Days is { } days ? now.AddDays(-days) : null;
}
