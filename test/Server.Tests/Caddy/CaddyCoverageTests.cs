using Xunit;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>The corpus shows what it says that it shows.</summary>
public sealed class CaddyCoverageTests
{
    [Fact]
    public void Every_directive_matcher_option_and_placeholder_is_in_several_cases()
    {
        var cases = CaddyCaseReader.ReadAll().ToList();
        var counts = cases.SelectMany(CoveredItems.Of).CountBy(item => item).ToDictionary();

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(
            $"shown: {cases.Count} Caddyfiles with {cases.Sum(@case => @case.Requests.Count)} requests cover {CaddyCoverage.Items.Count} "
            + "directives, options, matchers and placeholders of Caddy.");
        foreach (var item in CaddyCoverage.Items)
            output.WriteLine($"{counts.GetValueOrDefault(item),4} {item}");
        var few = CaddyCoverage.Items.Where(item => counts.GetValueOrDefault(item) < CaddyCoverage.CasesEach).ToList();
        Assert.True(few.Count == 0, $"In fewer than {CaddyCoverage.CasesEach} cases: {string.Join(", ", few)}");
    }

    [Fact]
    public void Every_case_asks_at_least_two_things()
    {
        Assert.All(CaddyCaseReader.ReadAll(), @case => Assert.True(@case.Requests.Count >= 2, @case.Name));
    }
}
