using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>What a new user starts with works as it is, with nothing installed and no account.</summary>
[Trait("Category", "Process")]
public sealed class ShippedConfigTests
{
    private const string Key = "dev-secret";

    [Theory]
    [InlineData("Ferrogate/Caddyfile")]
    [InlineData("config/ferrogate.example.toml")]
    public async Task The_shipped_configs_are_valid(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(Repository.Root, name);
        Assert.True(File.Exists(path), $"{name} is not there");

        var result = await Executable.RunAsync(["validate", "-c", path], folder.Path, [new("OPENAI_API_KEY", "x")]);

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task The_command_of_the_README_finds_the_default_config_from_where_it_is_called()
    {
        const string Command = "dotnet run -c Release --project src/Server -- run";
        Assert.Contains(Command, await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        string[] arguments = ["run", "--no-build", "-c", Repository.Configuration, "--project", "src/Server", "--", "validate"];

        var result = await Executable.RunAsync("dotnet", arguments, Repository.Root);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith("config OK", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quick_start_works_on_the_default_config()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Write("Caddyfile", OnFreePorts()), folder.Path);
        var client = new Client(gateway.DataUri, Key);
        const string Ask = """{"model":"fast-chat","messages":[{"role":"user","content":"hello"}]}""";
        const string Stream = """{"model":"fast-chat","stream":true,"messages":[{"role":"user","content":"hello"}]}""";

        var health = await new Client(gateway.DataUri).GetAsync("/healthz");
        var models = await client.GetAsync("/v1/models");
        var plain = await client.ChatAsync(Ask);
        var again = await client.ChatAsync(Ask);
        var stream = await client.ChatAsync(Stream);
        var admin = await new Client(gateway.AdminUri, Key).GetAsync("/admin/v1/billing-events");

        Assert.Equal((200, 200, 200, 200), (health.Status, models.Status, plain.Status, stream.Status));
        Assert.Contains("fast-chat", models.Text, StringComparison.Ordinal);
        Assert.Contains("hello", Content(plain), StringComparison.Ordinal);
        Assert.Equal(Content(plain), Content(again));
        Assert.True(plain.Json.GetProperty("usage").GetProperty("prompt_tokens").GetInt64() > 0);
        Assert.EndsWith("data: [DONE]\n\n", stream.Text, StringComparison.Ordinal);
        Assert.Equal(403, admin.Status);
    }

    private static string? Content(Answer answer) =>
        answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

    /// <summary>The shipped text, but for the ports that it names.</summary>
    private static string OnFreePorts()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Ferrogate", "Caddyfile"));
        (string, string)[] ports = [("http://:8080", "http://:0"), ("localhost:2019", "localhost:0"), ("127.0.0.1 ::1", "127.0.0.1")];
        foreach (var (shipped, free) in ports)
        {
            Assert.Contains(shipped, text, StringComparison.Ordinal);
            text = text.Replace(shipped, free, StringComparison.Ordinal);
        }

        return text;
    }
}
