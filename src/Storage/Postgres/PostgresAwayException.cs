namespace FerroGate.Storage.Postgres;

/// <summary>PostgreSQL cannot be used just now; whoever asked does without it or asks again later.</summary>
public sealed class PostgresAwayException : Exception
{
    public PostgresAwayException()
    {
    }

    public PostgresAwayException(string message)
        : base(message)
    {
    }

    public PostgresAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
