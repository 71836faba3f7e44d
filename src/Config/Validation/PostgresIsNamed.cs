using System.Data.Common;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>The connection string of PostgreSQL is there when the gateway starts, and names a host and a database.</summary>
internal sealed class PostgresIsNamed : IConfigRule
{
    private const string Example = "write keywords of Npgsql, such as `Host=db.example.com;Database=ferrogate;Username=ferrogate`";

    public void Check(GatewayConfig config, ConfigContext context)
    {
        if (config.Data.Postgres is not { } postgres)
            return;

        if (postgres.Value.File is { } file && context.Files?.MayRead(file) == false)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.FileUnreadable, postgres.Span, $"a config that was sent cannot read `{file}`: it lies outside the folder of the config file");
            return;
        }

        if (postgres.Value.Resolve(context.Variable) is not { } text)
        {
            context.Diagnostics.Error(
                postgres.Value.File is null ? DiagnosticCodes.UnsetVariable : DiagnosticCodes.FileUnreadable,
                postgres.Span,
                $"{postgres.Value.Place} {(postgres.Value.File is null ? "is not set" : "cannot be read")}, and `postgres` needs it");
        }
        else if (!NamesDatabase(text))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                postgres.Span,
                postgres.Value.Literal is null ? $"{postgres.Value.Place} names no host and database of PostgreSQL" : "`postgres` names no host and database",
                Example);
        }
    }

    private static bool NamesDatabase(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return false;
        }

        return (pairs.ContainsKey("Host") || pairs.ContainsKey("Server")) && (pairs.ContainsKey("Database") || pairs.ContainsKey("DB"));
    }
}
