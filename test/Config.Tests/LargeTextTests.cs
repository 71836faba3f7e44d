using System.Diagnostics;
using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Tests;

/// <summary>Megabytes of anything are read or refused in seconds: nothing takes a time that grows with the square of the text.</summary>
public sealed class LargeTextTests
{
    // It takes a second or two; what grows with the square takes hours.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What the text consists of, and what it begins with.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "a", "" },
        { "a ", "" },
        { "a\n", "" },
        { ":1,", "" },
        { "{ ", "" },
        { "{\n", "" },
        { "} ", "" },
        { "x{\n", "" },
        { "\"", "" },
        { "\"a\" ", "" },
        { "\\", "" },
        { "\\\n", "" },
        { "a\\ ", "" },
        { "# c\\\n", "" },
        { "#", "" },
        { "{$X}", "" },
        { "{$X ", "" },
        { "{$PORT} ", "" },
        { "<<A ", "" },
        { "<<A\n", "" },
        { "<<A b\n", "" },
        { "<<A\nxA\n", "" },
        { "import x\n", "" },
        { "import x {\n", "" },
        { "(a) {\n}\n", "" },
        { "respnd {host} ", ":8080 {\n\t" },
        { "respnd {host}\n", ":8080 {\n" },
        { "respond ok\n", ":8080 {\n" },
        { "{args[0]}", "(a) {\n" },
        { "{args", "(a) {\n}\n" },
        { "{", ":8080 {\n\trespond " },
        { "{a ", ":8080 {\n\trespond `" },
        { "{$A:", ":8080 {\n\trespond " },
        { "import a ", "(a) {\n}\n" },
        { "import a {\n", "(a) {\n{block}\n}\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_megabyte_is_read_or_refused_at_once(string piece, string before) => Read(before + Repeated(piece, 1_000_000));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Texts))]
    public void Ten_megabytes_are_read_or_refused_in_seconds(string piece, string before) => Read(before + Repeated(piece, 10_000_000));

    [Theory]
    [InlineData("{")]
    [InlineData("{a ")]
    [InlineData("{$A:")]
    public void Braces_that_nobody_closes_are_looked_at_once(string piece)
    {
        var watch = Stopwatch.StartNew();
        var text = Repeated(piece, 12_000_000);

        Assert.Equal(text, TemplateText.Write(TemplateText.Parse(text)));
        Assert.True(watch.Elapsed < Longest, $"it took {watch.Elapsed}");
    }

    [Fact]
    public void More_errors_than_anybody_reads_are_counted()
    {
        var result = TestLoader.Parse(":8080 {\n" + string.Concat(Enumerable.Repeat("respnd ok\n", 1500)) + "}\n", ConfigFormat.Caddyfile);
        var shown = DiagnosticFormatter.FormatAll(result.Diagnostics).ToList();

        Assert.Equal(1001, result.Diagnostics.Count);
        Assert.Equal(DiagnosticCodes.TooManyDiagnostics, result.Diagnostics[^1].Code);
        Assert.Equal("500 more errors and warnings are not listed", result.Diagnostics[^1].Message);
        Assert.Equal((101, "and 901 more\n"), (shown.Count, shown[^1]));
    }

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static void Read(string text)
    {
        var watch = Stopwatch.StartNew();
        var result = TestLoader.Parse(text, ConfigFormat.Caddyfile, new MemoryFiles(new Dictionary<string, string>()));
        var shown = DiagnosticFormatter.FormatAll(result.Diagnostics).ToList();
        CaddyfileFormatter.Format(new SourceFile("Caddyfile", text));

        Assert.True(watch.Elapsed < Longest, $"it took {watch.Elapsed}");
        Assert.InRange(shown.Count, 0, 101);
        Assert.All(shown, one => Assert.InRange(one.Length, 1, 3_000));
        Assert.InRange(result.Diagnostics.Count, 0, 2_001);
    }
}
