using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>A slip of the fingers is answered with what to type instead, never with a stack trace.</summary>
[Trait("Category", "Process")]
public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hash-key --secret")]
    [InlineData("hash-key --secret a --secret b")]
    [InlineData("hash-key --secret @missing --generate")]
    [InlineData("hash-key --generate=perhaps")]
    [InlineData("run -c")]
    [InlineData("run -c a -c b")]
    [InlineData("validate --config")]
    [InlineData("keys create --id")]
    [InlineData("keys create --id a --id b --scope admin.read")]
    [InlineData("keys create --id a --scope")]
    [InlineData("keys create --id a --scope admin.read --name")]
    [InlineData("keys create --id a --scope nothing")]
    [InlineData("keys")]
    public async Task An_option_without_its_value_or_with_two_is_2_and_no_crash(string arguments)
    {
        var result = await Executable.RunAsync(arguments.Split(' '), _folder.Path);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_begins_with_an_at_sign_is_no_file_to_read()
    {
        var result = await Executable.RunAsync(["hash-key", "--secret", "@secret"], _folder.Path);

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task The_help_that_is_named_is_the_one_of_the_command()
    {
        var result = await Executable.RunAsync(["keys", "create"], _folder.Path);

        Assert.Contains("Try 'ferrogate keys create --help'", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rnu", "rnu", "did you mean 'run'?")]
    [InlineData("keys craete", "craete", "did you mean 'create'?")]
    [InlineData("something-else", "something-else", "ferrogate --help")]
    public async Task An_unknown_command_is_named_once_with_the_one_that_was_meant(string arguments, string unknown, string hint)
    {
        var result = await Executable.RunAsync(arguments.Split(' '), _folder.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"unknown command '{unknown}'", result.Error, StringComparison.Ordinal);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Required command", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unrecognized", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("line\nend")]
    [InlineData("bell\a")]
    public async Task A_key_needs_an_id_that_can_be_seen(string id)
    {
        var path = _folder.Write("Caddyfile", "http://:0 {\n\tbind 127.0.0.1\n\trespond \"hi\"\n}\n");

        var result = await Executable.RunAsync(["keys", "create", "-c", path, "--id", id, "--scope", "admin.read"], _folder.Path);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("--id", result.Error, StringComparison.Ordinal);
    }
}
