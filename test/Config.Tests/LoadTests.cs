using FerroGate.Config.Text;

namespace FerroGate.Config.Tests;

/// <summary>Reading from files, and what a name says about the language.</summary>
public sealed class LoadTests
{
    [Theory]
    [InlineData("Caddyfile", ConfigFormat.Caddyfile)]
    [InlineData("Ferrogate/caddyfile", ConfigFormat.Caddyfile)]
    [InlineData("Caddyfile.production", ConfigFormat.Caddyfile)]
    [InlineData("site.caddyfile", ConfigFormat.Caddyfile)]
    [InlineData("ferrogate.toml", ConfigFormat.Toml)]
    [InlineData("ferrogate.conf", ConfigFormat.Toml)]
    public void Name_says_the_language(string path, ConfigFormat format) => Assert.Equal(format, ConfigLoader.FormatOf(path));

    [Fact]
    public void Missing_file_says_what_to_do()
    {
        var result = TestLoader.Loader.Load("Ferrogate/Nowhere/Caddyfile");

        Assert.Null(result.Config);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Null(diagnostic.Span);
        Assert.Equal(DiagnosticCodes.FileNotFound, diagnostic.Code);
        Assert.StartsWith(
            "error: no config file at Ferrogate/Nowhere/Caddyfile; name one with --config PATH or FERROGATE_CONFIG, or make one:",
            DiagnosticFormatter.Format(diagnostic),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Directory_is_an_error_and_not_an_exception()
    {
        var result = TestLoader.Loader.Load(Path.GetTempPath());

        Assert.Null(result.Config);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticCodes.FileUnreadable, diagnostic.Code);
        Assert.Contains("is a directory", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway.conf", true)]
    [InlineData("site.cfg", true)]
    [InlineData("ferrogate.toml", false)]
    public void Caddyfile_with_another_name_is_one_error_that_says_so(string name, bool isOne)
    {
        var folder = Directory.CreateTempSubdirectory("ferrogate-config-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, ":8080 {\n\trespond \"hello\"\n\treverse_proxy localhost:9000\n}\n");

            var result = TestLoader.Loader.Load(path);

            Assert.Null(result.Config);
            Assert.Equal(isOne, result.Diagnostics is [{ Hint: { } hint }] && hint.Contains(".caddyfile", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void File_is_read_by_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("ferrogate-config-");
        try
        {
            var path = Path.Combine(folder.FullName, "Caddyfile");
            File.WriteAllText(path, "\uFEFF:8080\r\nrespond \"hello\"\r\n");

            var result = TestLoader.Loader.Load(path);

            Assert.Empty(result.Diagnostics);
            var respond = Assert.Single(Assert.Single(result.Config!.Sites).Body.Directives);
            Assert.Equal((path, 2, 1, 7), (respond.Span.File.Name, respond.Span.Line, respond.Span.Column, respond.Span.Length));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
