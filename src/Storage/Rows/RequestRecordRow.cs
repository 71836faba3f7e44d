using FerroGate.Core.Exchanges;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Rows;

/// <summary>A request record as a row of the table <c>request_record</c>.</summary>
internal static class RequestRecordRow
{
    public const string Columns =
        "exchange_id, request_id, trace_id, key_id, " + SharedColumns.Tenant +
        ", route, model, provider, provider_model, status, error_code, ending, streamed, started_at, duration, " +
        "time_to_first_token, attempts, " + SharedColumns.Usage + ", losses, attempt_list, removed_targets, rescue, policy_shadows";

    public static ListTable<RequestRecord> Table { get; } = new("request_record", Columns, "started_at", Read);

    public static void Write(RowWriter to, RequestRecord record) => to
        .Id(record.ExchangeId.Value)
        .Text(record.RequestId)
        .Text(record.TraceId)
        .Text(record.KeyId)
        .Tenant(record.Tenant)
        .Text(record.Route)
        .Text(record.Model)
        .Text(record.Provider)
        .Text(record.ProviderModel)
        .Number(record.Status)
        .Text(record.ErrorCode)
        .Number((long?)record.Ending)
        .Flag(record.Streamed)
        .Moment(record.StartedAt)
        .Number(UnixMicroseconds.Of(record.Duration))
        .Number(record.TimeToFirstToken is { } time ? UnixMicroseconds.Of(time) : null)
        .Number(record.Attempts)
        .Usage(record.Usage)
        .Text(record.Losses)
        .Text(TargetListJson.Write(record.AttemptList))
        .Text(TargetListJson.Write(record.RemovedTargets))
        .Text(TargetListJson.Write(record.Rescue))
        .Text(TargetListJson.Write(record.PolicyShadows));

    public static RequestRecord Read(RowReader from) => new()
    {
        ExchangeId = new ExchangeId(from.Id()),
        RequestId = from.Text(),
        TraceId = from.Text(),
        KeyId = from.Text(),
        Tenant = from.Tenant(),
        Route = from.Text(),
        Model = from.TextOrNull(),
        Provider = from.TextOrNull(),
        ProviderModel = from.TextOrNull(),
        Status = (int?)from.NumberOrNull(),
        ErrorCode = from.TextOrNull(),
        Ending = (Ending?)from.NumberOrNull(),
        Streamed = from.Flag(),
        StartedAt = from.Moment(),
        Duration = UnixMicroseconds.ToSpan(from.Number()),
        TimeToFirstToken = from.NumberOrNull() is { } time ? UnixMicroseconds.ToSpan(time) : null,
        Attempts = (int)from.Number(),
        Usage = from.Usage(),
        Losses = from.TextOrNull(),
        AttemptList = TargetListJson.ReadAttempts(from.TextOrNull()),
        RemovedTargets = TargetListJson.ReadRemoved(from.TextOrNull()),
        Rescue = TargetListJson.ReadRescue(from.TextOrNull()),
        PolicyShadows = TargetListJson.ReadShadows(from.TextOrNull()),
    };
}
