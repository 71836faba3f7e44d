using FerroGate.Admin.Lists;
using FerroGate.Core.Records;

namespace FerroGate.Admin.RequestLogs;

/// <summary>A request record as the admin API shows it.</summary>
public sealed record RequestLogView
{
    public required string ExchangeId { get; init; }

    public required string RequestId { get; init; }

    public required string TraceId { get; init; }

    public required string KeyId { get; init; }

    public required string? OrganizationId { get; init; }

    public required string? TeamId { get; init; }

    public required string? ProjectId { get; init; }

    public required string? UserId { get; init; }

    public required string Route { get; init; }

    public required string? Model { get; init; }

    public required string? Provider { get; init; }

    public required string? ProviderModel { get; init; }

    public required int? StatusCode { get; init; }

    public required string? ErrorCode { get; init; }

    public required string? Ending { get; init; }

    public required bool Streamed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public required double DurationMs { get; init; }

    public required double? TimeToFirstTokenMs { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Each of them, where not the first was the answer; else none.</summary>
    public required IReadOnlyList<RequestAttempt> AttemptList { get; init; }

    /// <summary>The targets that the request could not go to, and why.</summary>
    public required IReadOnlyList<RemovedTarget> RemovedTargets { get; init; }

    /// <summary>What policies on trial would have done with it.</summary>
    public required IReadOnlyList<PolicyShadow> PolicyShadows { get; init; }

    /// <summary>That more than one target has given the answer; <c>null</c> where one has.</summary>
    public required RescueRecord? Rescue { get; init; }

    public required UsageView Usage { get; init; }

    /// <summary>What could not be said in the other protocol of a translated exchange.</summary>
    public required IReadOnlyList<string> Losses { get; init; }

    /// <summary>The beginning of the request's body is here.</summary>
    public required bool PromptRecorded { get; init; }

    /// <summary>The beginning of the answer's body is here.</summary>
    public required bool ResponseRecorded { get; init; }

    /// <summary>Redacted; <c>null</c> where it was not recorded.</summary>
    public required string? PromptBody { get; init; }

    /// <summary>Redacted; <c>null</c> where it was not recorded.</summary>
    public required string? ResponseBody { get; init; }

    /// <summary>The gateway that it is of; <c>null</c> where the list is not that of several.</summary>
    public required string? Node { get; init; }

    public static RequestLogView Of(RequestRecord record) => new()
    {
        ExchangeId = record.ExchangeId.ToString(),
        RequestId = record.RequestId,
        TraceId = record.TraceId,
        KeyId = record.KeyId,
        OrganizationId = record.Tenant.OrganizationId,
        TeamId = record.Tenant.TeamId,
        ProjectId = record.Tenant.ProjectId,
        UserId = record.Tenant.UserId,
        Route = record.Route,
        Model = record.Model,
        Provider = record.Provider,
        ProviderModel = record.ProviderModel,
        StatusCode = record.Status,
        ErrorCode = record.ErrorCode,
        Ending = record.Ending is { } ending ? EndingName.Of(ending) : null,
        Streamed = record.Streamed,
        StartedAt = record.StartedAt,
        CompletedAt = record.StartedAt + record.Duration,
        DurationMs = record.Duration.TotalMilliseconds,
        TimeToFirstTokenMs = record.TimeToFirstToken?.TotalMilliseconds,
        Attempts = record.Attempts,
        AttemptList = record.AttemptList,
        RemovedTargets = record.RemovedTargets,
        PolicyShadows = record.PolicyShadows,
        Rescue = record.Rescue,
        Usage = UsageView.Of(record.Usage),
        Losses = record.Losses?.Split(", ") ?? [],
        PromptRecorded = record.Prompt is not null,
        ResponseRecorded = record.Response is not null,
        PromptBody = record.Prompt,
        ResponseBody = record.Response,
        Node = record.Node,
    };
}
