using System.Text;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary><c>ferrogate fmt</c> as its users type it.</summary>
[Trait("Category", "Process")]
public sealed class FmtTests : IDisposable
{
    private const string Untidy = "http://:0 {\nrespond   \"hi\"\n}\n";
    private const string Tidy = "http://:0 {\n\trespond \"hi\"\n}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Untidy, 1)]
    [InlineData(Tidy, 0)]
    public async Task A_file_is_printed_laid_out_and_the_exit_code_says_whether_it_was(string text, int code)
    {
        var path = _folder.Write("Caddyfile", text);

        var result = await Executable.RunAsync(["fmt", path], _folder.Path);

        Assert.Equal((code, Tidy, ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(text, await File.ReadAllTextAsync(path, Patience.Token()));
    }

    [Fact]
    public async Task A_file_is_named_as_for_the_other_commands()
    {
        var path = _folder.Write("Caddyfile", Untidy);
        _folder.Write("Ferrogate/Caddyfile", Tidy);

        var byOption = await Executable.RunAsync(["fmt", "-c", path], _folder.Path);
        var byVariable = await Executable.RunAsync(["fmt"], _folder.Path, [new("FERROGATE_CONFIG", path)]);
        var byDefault = await Executable.RunAsync(["fmt"], _folder.Path);

        Assert.Equal((1, 1, 0), (byOption.ExitCode, byVariable.ExitCode, byDefault.ExitCode));
        Assert.All([byOption, byVariable, byDefault], result => Assert.Equal(Tidy, result.Output));
    }

    [Fact]
    public async Task Standard_input_is_printed_laid_out()
    {
        var result = await Executable.RunAsync(["fmt", "-"], _folder.Path, Untidy);

        Assert.Equal((0, Tidy, ""), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("--overwrite")]
    [InlineData("-w")]
    public async Task Overwrite_writes_the_file_and_prints_nothing(string option)
    {
        var path = _folder.Write("Caddyfile", Untidy);

        var result = await Executable.RunAsync(["fmt", option, path], _folder.Path);

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(Encoding.UTF8.GetBytes(Tidy), await File.ReadAllBytesAsync(path, Patience.Token()));
    }

    [Fact]
    public async Task A_file_that_is_laid_out_is_not_written()
    {
        var path = _folder.Write("Caddyfile", Tidy);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        var result = await Executable.RunAsync(["fmt", "--overwrite", path], _folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public async Task Diff_prints_what_would_change_and_writes_nothing()
    {
        _folder.Write("Caddyfile", Untidy);

        var result = await Executable.RunAsync(["fmt", "--diff", "Caddyfile"], _folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            "--- Caddyfile\n+++ Caddyfile (formatted)\n@@ -1,3 +1,3 @@\n http://:0 {\n-respond   \"hi\"\n+\trespond \"hi\"\n }\n",
            result.Output);
        Assert.Equal(Untidy, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "Caddyfile"), Patience.Token()));
    }

    [Fact]
    public async Task Diff_and_overwrite_together_print_and_write()
    {
        var path = _folder.Write("Caddyfile", Untidy);

        var result = await Executable.RunAsync(["fmt", "--diff", "--overwrite", path], _folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("+\trespond \"hi\"\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(Tidy, await File.ReadAllTextAsync(path, Patience.Token()));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_its_place_and_left_as_it_is()
    {
        const string Broken = "http://:0 {\nrespond \"hi\n}\n";
        var path = _folder.Write("Caddyfile", Broken);

        var result = await Executable.RunAsync(["fmt", "--overwrite", path], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Caddyfile:2:9: error: this \" is never closed\nrespond \"hi\n        ^\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(Broken, await File.ReadAllTextAsync(path, Patience.Token()));
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_left_as_it_is()
    {
        var path = Path.Combine(_folder.Path, "Caddyfile");
        byte[] latin = [.. "respond \"caf"u8, 0xE9, .. "\"\n"u8];
        await File.WriteAllBytesAsync(path, latin, Patience.Token());

        var result = await Executable.RunAsync(["fmt", "--overwrite", path], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not UTF-8", result.Error, StringComparison.Ordinal);
        Assert.Equal(latin, await File.ReadAllBytesAsync(path, Patience.Token()));
    }

    [Theory]
    [InlineData("gateway.toml")]
    [InlineData("not-there/Caddyfile")]
    public async Task What_is_no_Caddyfile_is_1(string path)
    {
        var result = await Executable.RunAsync(["fmt", path], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(path, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fmt - --overwrite")]
    [InlineData("fmt Caddyfile -c Caddyfile")]
    [InlineData("fmt Caddyfile Caddyfile")]
    public async Task What_contradicts_itself_is_2(string arguments)
    {
        _folder.Write("Caddyfile", Untidy);

        var result = await Executable.RunAsync(arguments.Split(' '), _folder.Path);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(Untidy, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "Caddyfile"), Patience.Token()));
    }
}
