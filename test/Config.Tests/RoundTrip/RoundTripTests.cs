using CsCheck;
using FerroGate.Config.Text;
using FerroGate.Config.Writing;

namespace FerroGate.Config.Tests.RoundTrip;

/// <summary>A config that is written and read again is the same, in both languages and from each to the other.</summary>
public sealed class RoundTripTests
{
    private const int FixedConfigs = 2_000;
    private const int RandomConfigs = 300;

    private static readonly HashSet<string> Written = new(StringComparer.Ordinal);

    [Fact]
    public void Every_config_is_the_same_after_it_was_written_and_read_and_every_property_of_the_model_was_in_one()
    {
        // What chance seldom puts together, somebody has written in a golden file. The configs of the first seeds are the same in
        // every run, so that what they cover does not depend on chance.
        foreach (var (text, format) in Golden())
            IsTheSameAgain(text, format);

        for (var seed = 0; seed < FixedConfigs; seed++)
            IsTheSameAgain(seed);

        Assert.True(Never().Count == 0, $"no config had a value in: {string.Join(", ", Never())}");
        Gen.Int.Sample(IsTheSameAgain, iter: RandomConfigs, threads: 1);
    }

    private static List<string> Never() => [.. ModelText.AllProperties().Except(Written).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Text, ConfigFormat Format)> Golden() =>
        from format in new[] { ConfigFormat.Caddyfile, ConfigFormat.Toml }
        from path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden", format.ToString())).Order(StringComparer.Ordinal)
        select (GoldenTests.Split(File.ReadAllText(path)).Input, format);

    private static void IsTheSameAgain(int seed)
    {
        var text = GeneratedConfig.Write(seed);
        Assert.DoesNotContain(TestLoader.Parse(text, ConfigFormat.Toml).Diagnostics, found => found.Code == DiagnosticCodes.Syntax);
        IsTheSameAgain(text, ConfigFormat.Toml);
    }

    private static void IsTheSameAgain(string text, ConfigFormat language)
    {
        var result = TestLoader.Parse(text, language);

        // In TOML a site is there without being written.
        if (result.Config is not { Sites.Count: > 0 } config)
            return;

        ModelText.CollectWritten(config, Written);
        var expected = ModelText.Of(config);
        foreach (var format in new[] { ConfigFormat.Toml, ConfigFormat.Caddyfile })
        {
            var written = ConfigWriter.Write(config, format);
            var again = TestLoader.Parse(written, format);
            Assert.True(again.Config is not null, $"{string.Join("\n", again.Diagnostics)}\n----- refuses\n{written}\n----- which is\n{text}");
            Assert.Equal(expected, ModelText.Of(again.Config!));
        }
    }
}
