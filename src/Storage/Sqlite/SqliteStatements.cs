using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Short statements in one line each, with parameters.</summary>
internal static class SqliteStatements
{
    extension(SqliteConnection connection)
    {
        public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            using var command = connection.Command(sql, parameters);
            return command.ExecuteNonQuery();
        }

        public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            using var command = connection.Command(sql, parameters);
            return command.ExecuteScalar();
        }

        public SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
                command.Parameters.AddWithValue(name, value is string text ? StoredText.Of(text) : value ?? DBNull.Value);
            return command;
        }
    }
}
