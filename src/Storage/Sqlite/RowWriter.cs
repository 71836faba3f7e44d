using FerroGate.Core.Keys;
using FerroGate.Core.Usage;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Binds the values of a row from left to right to the parameters <c>$1</c>, <c>$2</c>, … of a statement.</summary>
internal sealed class RowWriter(SqliteCommand command)
{
    private int _next;

    /// <summary>The statement, to be run when its row is complete.</summary>
    public SqliteCommand Command => command;

    /// <summary>Begins a row.</summary>
    public RowWriter Start()
    {
        _next = 0;
        return this;
    }

    /// <summary>The column names and parameters of an <c>INSERT</c>, such as <c>(a, b) VALUES ($1, $2)</c>.</summary>
    public static string Columns(string names) => $"({names}) VALUES {Parameters(names)}";

    /// <summary>As many parameters, such as <c>($1, $2)</c>.</summary>
    public static string Parameters(string names) =>
        $"({string.Join(", ", Enumerable.Range(1, names.Count(c => c == ',') + 1).Select(number => $"${number}"))})";

    public RowWriter Text(string? value) => Bind(value);

    public RowWriter Number(long? value) => Bind(value);

    public RowWriter Bytes(byte[]? value) => Bind(value);

    public RowWriter Flag(bool value) => Bind(value ? 1L : 0L);

    public RowWriter Id(Guid value) => Bind(value.ToByteArray(bigEndian: true));

    public RowWriter Moment(DateTimeOffset value) => Bind(UnixMicroseconds.Of(value));

    public RowWriter Tenant(Tenant tenant) =>
        Text(tenant.OrganizationId).Text(tenant.TeamId).Text(tenant.ProjectId).Text(tenant.UserId);

    public RowWriter Usage(TokenUsage usage) =>
        Number(usage.Input).Number(usage.CachedInput).Number(usage.CacheWrite5m).Number(usage.CacheWrite1h)
            .Number(usage.Output).Number(usage.Reasoning).Number(usage.AudioInput).Number(usage.AudioOutput).Number(usage.ImageInput);

    private RowWriter Bind(object? value)
    {
        if (_next == command.Parameters.Count)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${_next + 1}" });
        command.Parameters[_next++].Value = value ?? DBNull.Value;
        return this;
    }
}
