using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Tests.Sqlite;

/// <summary>What is bound to a statement comes back as it was.</summary>
public sealed class SqliteRowTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteConnection _connection;

    public SqliteRowTests()
    {
        _connection = Some.LedgerDatabase(_directory).Connect();
        _connection.Execute("CREATE TEMP TABLE row (a, b UNIQUE)");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _directory.Dispose();
    }

    public static TheoryData<string?> Texts => [(string?)null, "", "a", "grün ☃ 𝄞", new string('x', 256), new string('☃', 1_000)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_of_any_length_and_none(string? text)
    {
        using (var insert = Insert())
        {
            insert.Start().Text(text).Number(1);
            insert.Run();
        }

        using var select = new SqliteRow(_connection, "SELECT a FROM row");
        Assert.True(select.Next());
        Assert.Equal(text, select.Given.TextOrNull());
        Assert.False(select.Next());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 255, 0 })]
    public void Bytes_with_none_among_them(byte[]? bytes)
    {
        using (var insert = Insert())
        {
            insert.Start().Bytes(bytes).Number(1);
            insert.Run();
        }

        using var select = new SqliteRow(_connection, "SELECT a FROM row");
        Assert.True(select.Next());
        Assert.Equal(bytes, select.Given.BytesOrNull());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Numbers_and_none(long? number)
    {
        using var insert = new SqliteRow(_connection, "INSERT INTO row VALUES ($1, $2) RETURNING a");
        insert.Start().Number(number).Number(1);

        Assert.Equal(number, insert.RunForNumber());
    }

    [Fact]
    public void Ids_and_none()
    {
        var id = Guid.CreateVersion7();
        using (var insert = Insert())
        {
            insert.Start().Id(id).Id(null);
            insert.Run();
        }

        using var select = new SqliteRow(_connection, "SELECT a, b FROM row");
        Assert.True(select.Next());
        var row = select.Given;
        Assert.Equal((id, null), (row.Id(), row.IdOrNull()));
    }

    [Fact]
    public void Parameters_are_told_apart_by_their_numbers_wherever_they_stand()
    {
        using var select = new SqliteRow(_connection, "SELECT $2 - $1, $1");
        select.Start().Number(3).Number(10);

        Assert.True(select.Next());
        var row = select.Given;
        Assert.Equal((7, 3), (row.Number(), row.Number()));
    }

    [Fact]
    public void What_fails_says_so_and_the_statement_can_be_run_again()
    {
        using var insert = Insert();
        insert.Start().Text("first").Number(1);
        Assert.Equal(1, insert.Run());
        insert.Start().Text("second").Number(1);
        var failure = Assert.Throws<SqliteException>(() => insert.Run());
        insert.Start().Text("third").Number(2);

        Assert.Equal(1, insert.Run());
        Assert.Contains("UNIQUE", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2L, _connection.Scalar("SELECT COUNT(*) FROM row"));
    }

    [Fact]
    public void A_statement_that_is_none_says_so() => Assert.Throws<SqliteException>(() => new SqliteRow(_connection, "SELEKT 1"));

    private SqliteRow Insert() => new(_connection, "INSERT INTO row VALUES ($1, $2)");
}
