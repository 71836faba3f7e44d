using FerroGate.Core.Addresses;

namespace FerroGate.Core.Policies;

/// <summary>What a request must be like for a policy, beyond who asks for which model; what is not said is not looked at.</summary>
public sealed record PolicyConditions
{
    /// <summary>No condition.</summary>
    public static PolicyConditions None { get; } = new();

    /// <summary>The answer is to be streamed, or is not.</summary>
    public bool? Streaming { get; init; }

    /// <summary>The request offers tools, or does not.</summary>
    public bool? Tools { get; init; }

    /// <summary>It asks for more output than this, in tokens.</summary>
    public long? OutputTokensOver { get; init; }

    /// <summary>The client speaks one of these protocols.</summary>
    public IReadOnlyList<string> Dialects { get; init; } = [];

    /// <summary>The client's address is in one of these.</summary>
    public AddressRanges? Clients { get; init; }

    /// <summary>Its metadata have all of this.</summary>
    public IReadOnlyList<MetadataRule> Metadata { get; init; } = [];

    /// <summary>The metadata of its key have all of this, which no client can say of itself.</summary>
    public IReadOnlyList<MetadataRule> KeyMetadata { get; init; } = [];

    /// <summary>It came in one of these hours.</summary>
    public IReadOnlyList<HourRange> Hours { get; init; } = [];

    /// <summary>It came on one of these days of the week.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Every request is like that.</summary>
    public bool IsEmpty =>
        Streaming is null && Tools is null && OutputTokensOver is null && Dialects.Count == 0 && Clients is null && Metadata.Count == 0
        && KeyMetadata.Count == 0 && Hours.Count == 0 && Days.Count == 0;

    public bool Fit(in PolicyRequest request) =>
        (Streaming is null || Streaming == request.Streaming)
        && (Tools is null || Tools == request.Tools)
        && !(request.OutputTokens <= OutputTokensOver)
        && (Dialects.Count == 0 || Dialects.Contains(request.Dialect))
        && (Clients is null || Clients.Contain(request.Client))
        && Have(request.Metadata, Metadata)
        && Have(request.Key.Metadata, KeyMetadata)
        && IsInTime(request.At.UtcDateTime);

    private static bool Have(IReadOnlyList<KeyValuePair<string, string>> metadata, IReadOnlyList<MetadataRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (!rules[i].Fits(metadata))
                return false;
        }

        return true;
    }

    private bool IsInTime(DateTime at) => (Days.Count == 0 || Days.Contains(at.DayOfWeek)) && IsInHours(TimeOnly.FromDateTime(at));

    private bool IsInHours(TimeOnly time)
    {
        for (var i = 0; i < Hours.Count; i++)
        {
            if (Hours[i].Contains(time))
                return true;
        }

        return Hours.Count == 0;
    }
}
