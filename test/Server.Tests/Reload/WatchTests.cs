using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Reload;

/// <summary><c>run --watch</c>: who writes the config file need not say so.</summary>
[Trait("Category", "Process")]
public sealed class WatchTests
{
    [Fact]
    public async Task A_file_that_is_written_replaced_or_imported_comes_into_force()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Caddyfile", Config("respond first"));
        await using var gateway = await GatewayProcess.StartAsync(path, folder.Path, arguments: "--watch");
        var client = new Client(gateway.DataUri);

        await File.WriteAllTextAsync(path, Config("respond second"), TestContext.Current.CancellationToken);
        await ShowsAsync(client, "second");

        File.Move(folder.Write("new", Config("import part.caddyfile")), path, overwrite: true);
        folder.Write("part.caddyfile", "respond third");
        await ShowsAsync(client, "third");

        folder.Write("part.caddyfile", "respond fourth");
        await ShowsAsync(client, "fourth");
    }

    [Fact]
    public async Task A_bad_file_is_told_of_once_and_the_gateway_goes_on()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Caddyfile", Config("respond first"));
        await using var gateway = await GatewayProcess.StartAsync(path, folder.Path, arguments: "--watch");
        var client = new Client(gateway.DataUri);

        folder.Write("Caddyfile", Config("respont nonsense"));
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(gateway.Error), log => log.Contains("rejected", StringComparison.Ordinal), "the bad file to be told of");
        Assert.Equal("first", (await client.GetAsync("/")).Text);

        folder.Write("Caddyfile", Config("respond second"));
        await ShowsAsync(client, "second");
        Assert.Equal(2, gateway.Error.Split("rejected").Length);
    }

    [Fact]
    public async Task Who_asks_what_the_file_would_do_keeps_nobody_from_seeing_that_it_has_changed()
    {
        const string keys = "ai_gateway {\n\tapi_key operator {\n\t\tkey operator-secret\n\t\tscopes admin.write\n\t}\n}\n";
        using var folder = new TemporaryFolder();
        var path = folder.Write("Caddyfile", Config(keys + "respond first").Replace("admin off", "admin 127.0.0.1:0", StringComparison.Ordinal));
        await using var gateway = await GatewayProcess.StartAsync(path, folder.Path, arguments: "--watch");
        var admin = new Client(gateway.AdminUri, "operator-secret");

        folder.Write("Caddyfile", (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("first", "second", StringComparison.Ordinal));
        var asked = await admin.SendAsync(Request.Post("/admin/v1/config/validate", """{"source":"file"}"""));

        Assert.True(asked.Json.GetProperty("valid").GetBoolean(), asked.ToString());
        await ShowsAsync(new Client(gateway.DataUri), "second");
    }

    private static Task<Answer> ShowsAsync(Client client, string text) =>
        Testing.Patience.UntilAsync(() => client.GetAsync("/"), answer => answer.Text == text, $"the site to say {text}");

    private static string Config(string directive) => $$"""
        {
        	admin off
        }
        http://:0 {
        	bind 127.0.0.1
        	{{directive}}
        }

        """;
}
