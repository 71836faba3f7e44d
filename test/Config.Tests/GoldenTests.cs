using FerroGate.Config.Text;
using FerroGate.Config.Writing;

namespace FerroGate.Config.Tests;

/// <summary>
/// Every golden file holds a config, a line of dashes, and what must come of it: the config as <see cref="ConfigWriter"/>
/// writes it as a Caddyfile, or the diagnostics. A line <c>=== name ===</c> begins another file, which the first can import. With FERROGATE_UPDATE_GOLDEN set to the folder, the files are written anew, and those that
/// differed still fail in that run; read the diff.
/// </summary>
public sealed class GoldenTests
{
    private const string Dashes = "----------\n";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> CaddyfileNames => NamesIn("Caddyfile");

    public static TheoryData<string> TomlNames => NamesIn("Toml");

    [Theory]
    [MemberData(nameof(CaddyfileNames))]
    public void Caddyfile_gives_what_its_golden_file_says(string name) => Check("Caddyfile", name, ConfigFormat.Caddyfile);

    [Theory]
    [MemberData(nameof(TomlNames))]
    public void Toml_gives_what_its_golden_file_says(string name) => Check("Toml", name, ConfigFormat.Toml);

    private static TheoryData<string> NamesIn(string language) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, language)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void Check(string language, string name, ConfigFormat format)
    {
        var (input, expected) = Split(File.ReadAllText(Path.Combine(Folder, language, name)));
        var (text, files) = MemoryFiles.Split(input);
        var actual = Outcome(TestLoader.Parse(text, format, files));
        if (Environment.GetEnvironmentVariable("FERROGATE_UPDATE_GOLDEN") is { Length: > 0 } source)
        {
            File.WriteAllText(Path.Combine(source, language, name), input + Dashes + actual);
        }

        Assert.True(expected.Length > 0, "the golden file has no expected part");
        Assert.Equal(expected, actual);
    }

    /// <summary>What is before the dashes of a golden file, and what is behind them.</summary>
    internal static (string Input, string Expected) Split(string golden)
    {
        var at = golden.IndexOf(Dashes, StringComparison.Ordinal);
        return at < 0 ? (golden, "") : (golden[..at], golden[(at + Dashes.Length)..]);
    }

    private static string Outcome(ConfigResult result)
    {
        var diagnostics = string.Concat(result.Diagnostics.Select(found => $"[{found.Code}] {DiagnosticFormatter.Format(found)}"));
        return result.Config is { } config ? ConfigWriter.Write(config, ConfigFormat.Caddyfile) + diagnostics : diagnostics;
    }
}
