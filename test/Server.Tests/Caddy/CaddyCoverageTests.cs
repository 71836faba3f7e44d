using Xunit;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>The corpus shows what it says that it shows.</summary>
public sealed class CaddyCoverageTests
{
    [Fact]
    public async Task Every_directive_matcher_option_and_placeholder_is_in_several_cases_that_are_compared()
    {
        var accepted = new List<CaddyCase>();
        foreach (var @case in CaddyCaseReader.ReadAll())
        {
            await using var world = new CaddyWorld(@case);
            if (world.Read().Config is not null)
                accepted.Add(@case);
        }

        var others = CaddyCaseReader.ReadAll().ExceptBy(accepted.Select(@case => @case.Name), @case => @case.Name).ToList();
        var compared = Count(accepted);
        var refused = Count(others);

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(
            $"shown: {accepted.Count} Caddyfiles with {accepted.Sum(@case => @case.Requests.Count)} requests that are compared cover "
            + $"{CaddyCoverage.Items.Count} directives, options, matchers and placeholders of Caddy, {others.Count} more are refused.");
        foreach (var item in CaddyCoverage.Items.Concat(CaddyCoverage.RefusedItems))
            output.WriteLine($"{compared.GetValueOrDefault(item),4} {item}");
        var few = CaddyCoverage.Items.Where(item => compared.GetValueOrDefault(item) < CaddyCoverage.CasesEach).ToList();
        Assert.True(few.Count == 0, $"In fewer than {CaddyCoverage.CasesEach} cases that are compared: {string.Join(", ", few)}");
        Assert.All(CaddyCoverage.RefusedItems, item => Assert.Equal((0, true), (compared.GetValueOrDefault(item), refused.ContainsKey(item))));
    }

    private static Dictionary<string, int> Count(IEnumerable<CaddyCase> cases) =>
        cases.SelectMany(CoveredItems.Of).CountBy(item => item).ToDictionary();

    [Fact]
    public void Every_case_asks_at_least_two_things()
    {
        Assert.All(CaddyCaseReader.ReadAll(), @case => Assert.True(@case.Requests.Count >= 2, @case.Name));
    }
}
