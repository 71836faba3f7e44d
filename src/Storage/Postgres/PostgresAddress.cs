using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>Where a database of PostgreSQL is, and how one gets in.</summary>
public sealed class PostgresAddress
{
    // Below Npgsql's own: who asks for a list falls back on what the gateway has itself, and should not wait long for it.
    private const int SecondsToConnect = 5;
    private const int SecondsOfCommand = 10;
    private const int ConnectionsAtMost = 20;

    private PostgresAddress(NpgsqlConnectionStringBuilder text)
    {
        ConnectionString = text.ToString();
        Place = $"{text.Host}{(text.Host!.Contains(':', StringComparison.Ordinal) || text.Host.StartsWith('/') ? "" : $":{text.Port}")}/{text.Database}";
    }

    /// <summary>Host, port and database: all of it that may be shown.</summary>
    public string Place { get; }

    internal string ConnectionString { get; }

    /// <summary>Reads the keyword and value pairs that Npgsql knows.</summary>
    /// <exception cref="StoreException">They cannot be read; the message says why, and holds none of them.</exception>
    public static PostgresAddress Parse(string text)
    {
        NpgsqlConnectionStringBuilder read;
        try
        {
            read = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new StoreException("The address of PostgreSQL in 'data.postgres' has a keyword that is not known, or a value that it cannot have; it is made like 'Host=db.example.com;Database=ferrogate;Username=ferrogate;Password=...'.");
        }

        if (string.IsNullOrEmpty(read.Host) || string.IsNullOrEmpty(read.Database))
            throw new StoreException("The address of PostgreSQL in 'data.postgres' needs a Host and a Database.");

        Usual(read, "Timeout", SecondsToConnect);
        Usual(read, "Command Timeout", SecondsOfCommand);
        Usual(read, "Maximum Pool Size", Math.Max(ConnectionsAtMost, read.MinPoolSize));
        Usual(read, "Application Name", "ferrogate");

        // What a row holds is nobody's business who reads the log.
        read.IncludeErrorDetail = false;
        return new PostgresAddress(read);
    }

    public override string ToString() => Place;

    private static void Usual(NpgsqlConnectionStringBuilder text, string keyword, object value)
    {
        if (!text.ContainsKey(keyword))
            text[keyword] = value;
    }
}
