using System.Net.Sockets;
using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>Tells a database that is not to be had from a statement that is wrong.</summary>
internal static class PostgresFault
{
    // Classes of SQLSTATE: connections, who may come in, the database's name, resources, and what an operator does to a server. The others are
    // a standby that takes no writes, and tables that are gone with the database that was here before.
    private static readonly string[] Classes = ["08", "28", "3D", "53", "57", "58", "XX"];
    private static readonly string[] States = [PostgresErrorCodes.ReadOnlySqlTransaction, PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.InvalidSchemaName];

    public static bool IsAway(Exception failure) => failure switch
    {
        PostgresException of => Array.Exists(Classes, start => of.SqlState.StartsWith(start, StringComparison.Ordinal)) || Array.Exists(States, state => state == of.SqlState),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What was wrong, without the names of users.</summary>
    public static string Text(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "it does not let this user in",
        PostgresException of => of.MessageText,
        { InnerException: { } inner } when inner is not AggregateException => Text(inner),
        _ => failure.Message,
    };
}
