using FerroGate.Config.Text;
using FerroGate.Testing;
using FerroGate.Testing.Caddy;
using Xunit;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>
/// The same Caddyfile and the same requests, to the real Caddy and to the gateway: the answers are the same, or the gateway has
/// refused the Caddyfile at its line. Nothing is accepted and means something else.
/// </summary>
[Trait("Category", "Process")]
public sealed class CaddyComparisonTests
{
    public static TheoryData<string> Cases => [.. CaddyCaseReader.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_the_gateway_accepts_it_answers_as_Caddy_does(string name)
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");
        var @case = CaddyCaseReader.Read(name);
        await using var world = new CaddyWorld(@case);

        var caddys = await world.AskCaddyAsync();
        var theirs = @case.Requests.Zip(caddys, (request, answer) => ComparedAnswer.Of(answer, request.Compared)).ToList();
        Assert.True(theirs.Distinct().Count() > 1, $"{name} shows nothing: Caddy answers all of its requests alike");
        if (world.Read().Config is null)
            return;

        var ours = @case.Requests.Zip(await world.AskGatewayAsync(), (request, answer) => ComparedAnswer.Of(answer, request.Compared)).ToList();

        var faults = @case.Requests.Zip(theirs, ours).SelectMany(each => Faults(each.First, each.Second, each.Third)).ToList();
        Assert.True(faults.Count == 0, $"{name}: {faults.Count} answers of {ours.Count}\n{string.Join('\n', faults)}");
    }

    [Fact]
    public async Task What_is_refused_is_refused_at_its_line_and_counted()
    {
        var refused = 0;
        foreach (var @case in CaddyCaseReader.ReadAll())
        {
            await using var world = new CaddyWorld(@case);
            var read = world.Read();
            refused += read.Config is null ? 1 : 0;
            Assert.All(read.Diagnostics, found => Assert.True(found.Span is not null, $"{@case.Name}: {found.Message}"));
            Assert.Equal(read.Config is null, read.Diagnostics.Any(found => found.Severity == Severity.Error));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"shown: of {CaddyCaseReader.Names.Count} Caddyfiles that Caddy accepts, the gateway refuses {refused} and answers the others as Caddy does.");
    }

    [Fact]
    public async Task Every_intended_difference_is_explained_in_the_documentation()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "caddy-compatibility.md"));

        var unexplained = CaddyCaseReader.ReadAll()
            .SelectMany(@case => @case.Requests, (@case, request) => (@case.Name, request.Difference?.Reason))
            .Where(difference => difference.Reason is { } reason && !page.Contains(reason, StringComparison.Ordinal))
            .ToList();

        Assert.True(unexplained.Count == 0, $"docs/caddy-compatibility.md does not say:\n{string.Join('\n', unexplained)}");
    }

    private static IEnumerable<string> Faults(CaddyRequest request, string theirs, string ours)
    {
        var expected = request.Difference is null ? theirs : ComparedAnswer.Of(request.Difference.Answer, request.Compared, isUnpacked: true);
        if (ours != expected)
            yield return $"---------- {request.Line}\n{(request.Difference is null ? "Caddy" : "intended")}: {expected}\nFerroGate: {ours}";
        if (request.Difference is not null && expected == theirs)
            yield return $"---------- {request.Line}\nis said to differ, but Caddy answers the same";
    }
}
