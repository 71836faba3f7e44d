using System.Text.Json;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary><c>ferrogate validate --format json</c>: standard output is JSON and nothing else.</summary>
[Trait("Category", "Process")]
public sealed class ValidateJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_mistake_is_an_object_with_its_place_and_its_imports()
    {
        var sites = _folder.Write("sites.caddyfile", "http://:0 {\n\trespnd \"hi\"\n}\n");
        var path = _folder.Write("Caddyfile", "import sites.caddyfile\nhttp://:1 {\n\trespond ok nope\n}\n");

        var result = await Executable.RunAsync(["validate", "-c", path, "--format", "json"], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var inMain = Assert.Single(json.RootElement.EnumerateArray(), found => found.GetProperty("file").GetString() == path);
        var imported = Assert.Single(json.RootElement.EnumerateArray(), found => found.GetProperty("file").GetString() == sites);
        Assert.Equal(("error", 3), (inMain.GetProperty("severity").GetString(), inMain.GetProperty("line").GetInt32()));
        Assert.Equal("unknown-directive", imported.GetProperty("code").GetString());
        Assert.Equal(
            (2, 2, 6), (imported.GetProperty("line").GetInt32(), imported.GetProperty("column").GetInt32(), imported.GetProperty("length").GetInt32()));
        Assert.Contains("respond", imported.GetProperty("hint").GetString(), StringComparison.Ordinal);
        var import = Assert.Single(imported.GetProperty("imports").EnumerateArray());
        Assert.Equal((path, 1), (import.GetProperty("file").GetString(), import.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_good_config_gives_an_empty_array()
    {
        var path = _folder.Write("Caddyfile", "http://:0 {\n\tbind 127.0.0.1\n\trespond \"hi\"\n}\n");

        var result = await Executable.RunAsync(["validate", "-c", path, "--format", "json"], _folder.Path);

        Assert.Equal((0, "[]"), (result.ExitCode, result.Output.Trim()));
    }

    [Fact]
    public async Task A_warning_fails_nothing()
    {
        var path = _folder.Write("Caddyfile", "(unused) {\n\trespond no\n}\nhttp://:0 {\n\tbind 127.0.0.1\n\trespond \"hi\"\n}\n");

        var result = await Executable.RunAsync(["validate", "-c", path, "--format", "json"], _folder.Path);

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("warning", Assert.Single(json.RootElement.EnumerateArray()).GetProperty("severity").GetString());
    }

    [Fact]
    public async Task A_missing_file_is_an_error_without_a_place()
    {
        var result = await Executable.RunAsync(["validate", "-c", "not-there/Caddyfile", "--format", "json"], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var found = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("file").ValueKind);
        Assert.Contains("not-there/Caddyfile", found.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
