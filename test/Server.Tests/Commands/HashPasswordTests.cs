using FerroGate.Server.Sites.Passwords;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary><c>hash-password</c> prints what <c>basic_auth</c> takes.</summary>
[Trait("Category", "Process")]
public sealed class HashPasswordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_a_hash_of_the_password_with_the_cost()
    {
        var result = await Executable.RunAsync(["hash-password", "--plaintext", "s3cret", "--cost", "5"], _folder.Path);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(PasswordHash.TryRead(result.Output.Trim(), out var hash));
        Assert.Equal((5, true, false), (hash.Cost, hash.IsOf("s3cret"), hash.IsOf("other")));
    }

    [Theory]
    [InlineData("s3cret\n", "s3cret")]
    [InlineData("two words\r\nanother line", "two words")]
    public async Task Without_plaintext_it_reads_a_line_of_standard_input(string input, string password)
    {
        var result = await Executable.RunAsync(["hash-password", "--cost", "4"], _folder.Path, input);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(PasswordHash.TryRead(result.Output.Trim(), out var hash));
        Assert.True(hash.IsOf(password));
    }

    [Fact]
    public async Task An_empty_password_is_refused()
    {
        var result = await Executable.RunAsync(["hash-password", "--cost", "4"], _folder.Path, "");

        Assert.True(result.ExitCode == 2, result.ToString());
    }

    [Theory]
    [InlineData("--plaintext a --cost 3", 2)]
    [InlineData("--plaintext a --cost 32", 2)]
    [InlineData("--plaintext aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --cost 4", 1)]
    public async Task What_makes_no_good_hash_is_refused(string arguments, int code)
    {
        var result = await Executable.RunAsync(["hash-password", .. arguments.Split(' ')], _folder.Path);

        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Empty(result.Output);
    }
}
