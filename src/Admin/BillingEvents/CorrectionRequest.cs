using System.Text.Json;
using System.Text.Json.Serialization;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;

namespace FerroGate.Admin.BillingEvents;

/// <summary>The body of a correction: what is right, in the words of a billing event. What is left out is right as it stands.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CorrectionRequest
{
    public int? FailedAttempt { get; init; }

    public CorrectedUsage? Usage { get; init; }

    [JsonPropertyName("cost_nano_usd")]
    public long? CostNanoUsd { get; init; }

    public string? Reason { get; init; }

    /// <summary>The body that says a correction.</summary>
    public static byte[] Write(Correction correction) => JsonSerializer.SerializeToUtf8Bytes(
        new CorrectionRequest
        {
            FailedAttempt = correction.FailedAttempt,
            Usage = CorrectedUsage.Of(correction.Usage),
            CostNanoUsd = correction.Cost?.Value,
            Reason = correction.Reason,
        },
        AdminJson.Default.CorrectionRequest);

    internal Correction Read() => new()
    {
        FailedAttempt = FailedAttempt,
        Usage = Usage?.Read() ?? Core.Usage.TokenUsage.Unknown,
        Cost = CostNanoUsd is { } nano ? new NanoUsd(nano) : null,
        Reason = Reason ?? "",
    };
}
