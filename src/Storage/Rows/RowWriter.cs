using FerroGate.Core.Keys;
using FerroGate.Core.Usage;

namespace FerroGate.Storage.Rows;

/// <summary>Takes the values of a row from left to right.</summary>
internal abstract class RowWriter
{
    /// <summary>The column names and parameters of an <c>INSERT</c>, such as <c>(a, b) VALUES ($1, $2)</c>.</summary>
    public static string Columns(string names) => $"({names}) VALUES {Parameters(names)}";

    /// <summary>As many parameters, such as <c>($1, $2)</c>.</summary>
    public static string Parameters(string names) =>
        $"({string.Join(", ", Enumerable.Range(1, names.Count(c => c == ',') + 1).Select(number => $"${number}"))})";

    /// <summary>Begins a row.</summary>
    public abstract RowWriter Start();

    public abstract RowWriter Text(string? value);

    public abstract RowWriter Number(long? value);

    public abstract RowWriter Bytes(byte[]? value);

    public abstract RowWriter Id(Guid? value);

    public RowWriter Flag(bool value) => Number(value ? 1L : 0L);

    public RowWriter Moment(DateTimeOffset value) => Number(UnixMicroseconds.Of(value));

    public RowWriter Tenant(Tenant tenant) =>
        Text(tenant.OrganizationId).Text(tenant.TeamId).Text(tenant.ProjectId).Text(tenant.UserId);

    public RowWriter Usage(TokenUsage usage) =>
        Number(usage.Input).Number(usage.CachedInput).Number(usage.CacheWrite5m).Number(usage.CacheWrite1h)
            .Number(usage.Output).Number(usage.Reasoning).Number(usage.AudioInput).Number(usage.AudioOutput).Number(usage.ImageInput);
}
