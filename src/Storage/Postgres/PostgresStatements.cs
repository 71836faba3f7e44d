using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>Short statements in one line each, with the parameters <c>$1</c>, <c>$2</c>, ….</summary>
internal static class PostgresStatements
{
    extension(NpgsqlConnection connection)
    {
        public async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] parameters)
        {
            await using var command = connection.Command(sql, parameters);
            return await command.ExecuteNonQueryAsync(cancellation);
        }

        public async Task<object?> ScalarAsync(string sql, CancellationToken cancellation, params object?[] parameters)
        {
            await using var command = connection.Command(sql, parameters);
            return await command.ExecuteScalarAsync(cancellation) is { } value and not DBNull ? value : null;
        }

        public NpgsqlCommand Command(string sql, params object?[] parameters)
        {
            var command = new NpgsqlCommand(sql, connection);
            foreach (var value in parameters)
                command.Parameters.Add(new NpgsqlParameter { Value = value is string text ? StoredText.Of(text) : value ?? DBNull.Value });
            return command;
        }
    }
}
