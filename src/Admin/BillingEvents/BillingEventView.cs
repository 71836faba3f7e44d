using System.Text.Json.Serialization;
using FerroGate.Admin.Lists;
using FerroGate.Core.Ledger;

namespace FerroGate.Admin.BillingEvents;

/// <summary>A ledger entry as the admin API shows it.</summary>
public sealed record BillingEventView
{
    public required string ExchangeId { get; init; }

    /// <summary>The number of the failed attempt that this accounts for; <c>null</c> in the one of the exchange itself.</summary>
    public required int? FailedAttempt { get; init; }

    /// <summary>The exchange whose numbers this adds to, for they were wrong; <c>null</c> in every other one.</summary>
    public required string? Corrects { get; init; }

    /// <summary>Why it was corrected.</summary>
    public required string? Reason { get; init; }

    public required string KeyId { get; init; }

    public required string? OrganizationId { get; init; }

    public required string? TeamId { get; init; }

    public required string? ProjectId { get; init; }

    public required string? UserId { get; init; }

    public required string Model { get; init; }

    public required string? Provider { get; init; }

    public required string? ProviderModel { get; init; }

    public required string Ending { get; init; }

    public required int? Status { get; init; }

    public required UsageView Usage { get; init; }

    public required string UsageSource { get; init; }

    public required bool OutputAssumed { get; init; }

    /// <summary>Billionths of a US dollar; <c>null</c> where price or usage is unknown.</summary>
    [JsonPropertyName("cost_nano_usd")]
    public required long? CostNanoUsd { get; init; }

    public required DateTimeOffset ReservedAt { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>The gateway that it is of; <c>null</c> where the list is not that of several.</summary>
    public required string? Node { get; init; }

    public static BillingEventView Of(LedgerEntry entry) => new()
    {
        ExchangeId = entry.ExchangeId.ToString(),
        FailedAttempt = entry.FailedAttempt,
        Corrects = entry.Corrects?.ToString(),
        Reason = entry.Reason,
        KeyId = entry.KeyId,
        OrganizationId = entry.Tenant.OrganizationId,
        TeamId = entry.Tenant.TeamId,
        ProjectId = entry.Tenant.ProjectId,
        UserId = entry.Tenant.UserId,
        Model = entry.Model,
        Provider = entry.Provider,
        ProviderModel = entry.ProviderModel,
        Ending = EndingName.Of(entry.Ending),
        Status = entry.Status,
        Usage = UsageView.Of(entry.Usage),
        UsageSource = Core.Usage.UsageSourceNames.Of(entry.UsageSource),
        OutputAssumed = entry.OutputAssumed,
        CostNanoUsd = entry.Cost?.Value,
        ReservedAt = entry.ReservedAt,
        SettledAt = entry.SettledAt,
        Node = entry.Node,
    };
}
