using System.Net;
using BenchmarkDotNet.Attributes;
using FerroGate.Core.Keys;
using FerroGate.Core.Policies;
using FerroGate.Core.Snapshot;

namespace FerroGate.Bench;

/// <summary>What a thousand policies cost a request that none of them is for, by what they name, and one that one of them is for.</summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private readonly IReadOnlyList<Target> _targets =
    [
        new(new Provider { Name = "openai", Kind = "openai", BaseUrl = new Uri("http://a.example"), Enabled = true, Credentials = new ProviderCredentials([ProviderCredential.None]), InjectStreamUsage = true, Echo = new EchoSettings(TimeSpan.Zero, null) }, "gpt-4o", null),
    ];

    private readonly PolicyRequest _request = new(
        new VirtualKey { Id = "key", Hash = KeyHash.Of("key"), Tenant = new Tenant("org", "team", "project", "user") }, "quick", "fast")
    {
        Streaming = true,
        OutputTokens = 1000,
        Dialect = "chat",
        Client = IPAddress.Loopback,
        At = DateTimeOffset.UnixEpoch,
    };

    private PolicyTable _projects = PolicyTable.None;
    private PolicyTable _patterns = PolicyTable.None;
    private PolicyTable _hit = PolicyTable.None;

    [Params(10, 1_000)]
    public int Policies { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _projects = Table(i => $"project-{i}");
        _patterns = Table(i => $"project-{i}-*");
        _hit = Table(i => i == Policies - 1 ? "project" : $"project-{i}");
    }

    [Benchmark]
    public int OfOtherProjects() => _projects.Matching(_request, _targets).Count;

    [Benchmark]
    public int OfOtherPatterns() => _patterns.Matching(_request, _targets).Count;

    [Benchmark]
    public int OneOfThisProject() => _hit.Matching(_request, _targets).Count;

    private PolicyTable Table(Func<int, string> project) => new(Enumerable.Range(0, Policies).Select(i => new Policy
    {
        Name = $"p{i}",
        Subjects = new Subjects { Projects = new NamePatterns([project(i)]) },
        Models = new NamePatterns(["fast"]),
    }));
}
