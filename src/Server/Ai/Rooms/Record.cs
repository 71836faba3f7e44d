using FerroGate.Core.Records;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Last room: the request record and the metrics.</summary>
internal sealed class Record(IRequestRecords records, GatewayMetrics metrics, TimeProvider clock)
{
    /// <summary>An exchange has ended and is settled.</summary>
    public void Enter(Exchange exchange)
    {
        var admitted = exchange.Admitted;
        var facts = admitted.Facts;
        var (usage, _) = exchange.Usage;
        var record = new RequestRecord
        {
            ExchangeId = facts.Identity.ExchangeId,
            RequestId = facts.Identity.RequestId,
            TraceId = facts.Identity.TraceId,
            KeyId = admitted.Key.Id,
            Tenant = admitted.Key.Tenant,
            Route = admitted.Accepted.Operation.Name,
            Model = admitted.Permit.Route.Model.Name,
            Provider = exchange.Target?.Provider.Name,
            ProviderModel = exchange.Target?.ProviderModel,
            Status = exchange.Status,
            ErrorCode = exchange.ErrorCode,
            Ending = exchange.Ending,
            Streamed = admitted.Envelope.Stream,
            StartedAt = facts.StartedAt,
            Duration = clock.GetElapsedTime(facts.StartedTimestamp),
            TimeToFirstToken = exchange.FirstContentAt is { } first ? clock.GetElapsedTime(facts.StartedTimestamp, first) : null,
            Attempts = exchange.Attempts.Count,
            RemovedTargets = admitted.Permit.Removed,
            AttemptList = exchange.Attempts.Any(attempt => attempt.Fault is not null) ? [.. exchange.Attempts.Select(attempt => Of(exchange, attempt))] : [],
            PolicyShadows = facts.PolicyShadows,
            Prompt = facts.Prompt?.ForRecord(isStream: false),
            Response = facts.Body.Copy?.ForRecord(admitted.Envelope.Stream),
            Rescue = exchange.Rescued,
            Usage = usage,
            Losses = exchange.Losses.Any ? exchange.Losses.ForRecord() : null,
        };
        records.Add(record);
        metrics.ExchangeEnded(record);
        foreach (var failure in exchange.ChargedFailures)
        {
            metrics.AddTokens(record.Model, failure.Target.Provider.Name, failure.Usage.Usage);
        }
    }

    private RequestAttempt Of(Exchange exchange, Asking attempt)
    {
        var isDeferred = attempt.Fault is null && exchange.IsDeferred;
        var (usage, source) = attempt.Usage;
        return new RequestAttempt(
            attempt.Target.Provider.Name,
            attempt.Target.ProviderModel,
            attempt.Status,
            attempt.Fault is { } fault ? FaultNames.Of(fault) : null,
            clock.GetElapsedTime(attempt.BeganAt, attempt.FailedAt ?? clock.GetTimestamp()).TotalMilliseconds)
        {
            StartedMs = clock.GetElapsedTime(exchange.Admitted.Facts.StartedTimestamp, attempt.BeganAt).TotalMilliseconds,
            FirstByteMs = attempt.AnsweredAt is { } at ? clock.GetElapsedTime(attempt.BeganAt, at).TotalMilliseconds : null,
            Usage = attempt.IsCharged && !isDeferred ? new AttemptUsage(usage.Input, usage.Output, UsageSourceNames.Of(source)) : null,
        };
    }

    /// <summary>A request of a known caller was refused before anything was asked of a provider.</summary>
    public void Refused(Caller caller, string? model, bool streamed, Refusal refusal)
    {
        var facts = caller.Accepted.Facts;
        records.Add(new RequestRecord
        {
            ExchangeId = facts.Identity.ExchangeId,
            RequestId = facts.Identity.RequestId,
            TraceId = facts.Identity.TraceId,
            KeyId = caller.Key.Id,
            Tenant = caller.Key.Tenant,
            Route = caller.Accepted.Operation.Name,
            Model = model,
            Provider = null,
            ProviderModel = null,
            Status = refusal.Status,
            ErrorCode = refusal.Code,
            Ending = null,
            Streamed = streamed,
            StartedAt = facts.StartedAt,
            Duration = clock.GetElapsedTime(facts.StartedTimestamp),
            TimeToFirstToken = null,
            Attempts = 0,
            PolicyShadows = facts.PolicyShadows,
            Prompt = facts.Prompt?.ForRecord(isStream: false),
            Response = facts.Body.Copy?.ForRecord(streamed),
            Usage = TokenUsage.Unknown,
        });
    }
}
