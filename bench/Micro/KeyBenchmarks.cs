using BenchmarkDotNet.Attributes;
using FerroGate.Core.Keys;

namespace FerroGate.Bench;

/// <summary>What it costs to find the key of a request by its secret, among few and many.</summary>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private static readonly string Secret = SecretOf(7);

    private readonly KeyDirectory _keys = new();

    [Params(10, 100_000)]
    public int Keys { get; set; }

    [GlobalSetup]
    public void Prepare() => _keys.Change(Enumerable.Range(0, Keys).Select(number =>
    {
        var key = new VirtualKey { Id = $"key-{number}", Hash = KeyHash.Of(SecretOf(number)), Tenant = new Tenant("org", "team", "project", $"user-{number}") };
        return new KeyChange(key.Id, key);
    }));

    [Benchmark]
    public bool Find() => _keys.Find(KeyHash.Of(Secret)) is not null;

    private static string SecretOf(int number) => $"bench-secret-{number:D7}-of-no-use-to-anybody";
}
