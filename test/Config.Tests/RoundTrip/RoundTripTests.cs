using CsCheck;
using FerroGate.Config.Text;
using FerroGate.Config.Writing;

namespace FerroGate.Config.Tests.RoundTrip;

/// <summary>A config that is written and read again is the same, in both languages and from each to the other.</summary>
public sealed class RoundTripTests
{
    private const int FixedConfigs = 10_000;
    private const int MostFixedConfigs = 100_000;
    private const int RandomConfigs = 2_000;

    private static readonly HashSet<string> Written = new(StringComparer.Ordinal);

    [Fact]
    public void Every_config_is_the_same_after_it_was_written_and_read_and_every_property_of_the_model_was_in_one()
    {
        // The first are the same in every run, so that what they cover does not depend on chance. What is rare takes more of them.
        for (var seed = 0; seed < FixedConfigs || (seed < MostFixedConfigs && Never().Count > 0); seed++)
            IsTheSameAgain(seed);

        Assert.True(Never().Count == 0, $"no config had a value in: {string.Join(", ", Never())}");
        Gen.Int.Sample(IsTheSameAgain, iter: RandomConfigs, threads: 1);
    }

    private static List<string> Never() => [.. ModelText.AllProperties().Except(Written).Order(StringComparer.Ordinal)];

    private static void IsTheSameAgain(int seed)
    {
        var text = GeneratedConfig.Write(seed);
        var result = TestLoader.Parse(text, ConfigFormat.Toml);
        Assert.DoesNotContain(result.Diagnostics, found => found.Code == DiagnosticCodes.Syntax);
        if (result.Config is not { } config)
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
