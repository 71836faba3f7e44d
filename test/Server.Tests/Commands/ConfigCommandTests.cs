using System.Text.Json;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary><c>ferrogate config</c> and <c>ferrogate adapt</c> as their users type them.</summary>
[Trait("Category", "Process")]
public sealed class ConfigCommandTests : IDisposable
{
    private const string Caddyfile =
        """
        {
        	admin off
        }

        http://localhost:8080 {
        	ai_gateway {
        		provider openai {
        			kind openai
        			api_key sk-provider-secret
        		}
        		api_key one {
        			key client-secret
        		}
        	}
        	respond /hello Hello
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Schema_prints_JSON_and_reads_no_config()
    {
        var result = await Executable.RunAsync(["config", "schema"], _folder.Path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var schema = JsonDocument.Parse(result.Output);
        Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty("sites", out _));
    }

    [Fact]
    public async Task A_Caddyfile_becomes_TOML_and_the_same_Caddyfile_again()
    {
        var path = _folder.Write("Caddyfile", Caddyfile);
        var toml = await Executable.RunAsync(["config", "convert", "--to", "toml", "-c", path], _folder.Path);
        var tomlPath = _folder.Write("ferrogate.toml", toml.Output);

        var caddyfile = await Executable.RunAsync(["config", "convert", "--to", "caddyfile", "--config", tomlPath], _folder.Path);

        Assert.Equal((0, ""), (toml.ExitCode, toml.Error));
        Assert.Contains("directive = \"respond\"", toml.Output, StringComparison.Ordinal);
        Assert.Equal((0, Caddyfile, ""), (caddyfile.ExitCode, caddyfile.Output, caddyfile.Error));
    }

    [Fact]
    public async Task Convert_says_everything_that_is_wrong_and_prints_nothing()
    {
        var path = _folder.Write("Caddyfile", "http://localhost:8080 {\n\trespnd a\n\tredr b\n}\n");

        var result = await Executable.RunAsync(["config", "convert", "--to", "toml", "-c", path], _folder.Path);
        var validated = await Executable.RunAsync(["validate", "-c", path], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal(validated.Error, result.Error);
    }

    [Fact]
    public async Task Convert_says_what_a_Caddyfile_cannot_hold()
    {
        var path = _folder.Write(
            "ferrogate.toml", "[[sites]]\naddresses = [\"http://localhost:8080\"]\ndirectives = [{ directive = \"respond\", body = \"{$HOME}\" }]\n");

        var result = await Executable.RunAsync(["config", "convert", "--to", "caddyfile", "-c", path], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("variable of the environment", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("config", "convert")]
    [InlineData("config", "convert", "--to", "yaml")]
    [InlineData("config", "shema")]
    public async Task What_is_missing_or_unknown_is_misuse(params string[] arguments)
    {
        var result = await Executable.RunAsync(arguments, _folder.Path);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 20)]
    public async Task Adapt_prints_JSON_without_secrets(bool pretty, int leastLines)
    {
        var path = _folder.Write("Caddyfile", Caddyfile);

        var result = await Executable.RunAsync(["adapt", "-c", path, .. pretty ? ["--pretty"] : Array.Empty<string>()], _folder.Path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("secret\"", result.Output, StringComparison.Ordinal);
        Assert.Equal(pretty, result.Output.Split('\n').Length > leastLines + 1);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("openai", json.RootElement.GetProperty("providers")[0].GetProperty("name").GetString());
    }
}
