using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Microsoft.Data.Sqlite;
using Xunit;

namespace FerroGate.Server.Tests.Keys;

/// <summary>A key whose row in the store is damaged costs nobody else anything.</summary>
[Trait("Category", "Process")]
public sealed class DamagedKeyTests
{
    [Theory]
    [InlineData("hash = 'nonsense'")]
    [InlineData("allowed_models = '{'")]
    [InlineData("client_ips = '[\"10.0.0.0/99\"]'")]
    [InlineData("client_ips = 'null'")]
    public async Task The_others_open_their_doors_and_the_fault_is_told(string damage)
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Ai = "api_key owner {\n\tkey owner-secret\n\tscopes admin.read admin.write\n}" });
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        var (whole, damaged) = (await MakeAsync(world, "whole"), await MakeAsync(world, "damaged"));
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        Execute(world, $"UPDATE virtual_key SET {damage} WHERE id = 'damaged'");

        await world.StartGatewayAsync();

        Assert.Equal(200, (await world.ClientWith(whole).ChatAsync(ChatRequests.Plain())).Status);
        Assert.Equal(401, (await world.ClientWith(damaged).ChatAsync(ChatRequests.Plain())).Status);
        Assert.Contains("The stored key damaged is damaged", world.Gateway.Error, StringComparison.Ordinal);
        var shown = await SendAsync(world, Request.Get("/admin/v1/api-keys"));
        Assert.Equal(200, shown.Status);
        Assert.Contains("\"whole\"", shown.Text, StringComparison.Ordinal);
    }

    private static async Task<string> MakeAsync(World world, string id) =>
        (await SendAsync(world, Request.Post("/admin/v1/api-keys", $$"""{"id":"{{id}}"}"""))).Json.GetProperty("secret").GetString()!;

    private static Task<Answer> SendAsync(World world, Request request) => new Client(world.Gateway.AdminUri).SendAsync(request.As("owner-secret"));

    private static void Execute(World world, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(world.DataFolder, "state.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
