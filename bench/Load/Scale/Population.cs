using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Bench.Load.Scale;

/// <summary>
/// Who uses a gateway of many keys: 100 organizations of ten teams each, and keys of whom some ask much more than others, each for two of twenty
/// models. The same each time.
/// </summary>
internal sealed class Population(int keys)
{
    private const int Organizations = 100, Teams = 10, Models = 20;

    private readonly Random _random = new(keys);

    public static string SecretOf(int key) => $"bench-secret-{key:D7}-of-no-use-to-anybody";

    public IEnumerable<VirtualKey> Keys => Enumerable.Range(0, keys).Select(key => new VirtualKey
    {
        Id = IdOf(key),
        Hash = KeyHash.Of(SecretOf(key)),
        Tenant = TenantOf(key),
    });

    /// <summary>An exchange of some key at a moment.</summary>
    public LedgerEntry EntryAt(DateTimeOffset moment)
    {
        var share = _random.NextDouble();
        var key = (int)(keys * share * share);
        var model = (key * 7 + _random.Next(2) * 3) % Models;
        var (input, output) = (_random.Next(50, 4_000), _random.Next(10, 1_000));
        return new LedgerEntry
        {
            ExchangeId = new ExchangeId(Guid.CreateVersion7(moment)),
            ReservedAt = moment,
            SettledAt = moment.AddSeconds(2),
            KeyId = IdOf(key),
            Tenant = TenantOf(key),
            Model = $"model-{model}",
            Provider = $"provider-{model % 4}",
            ProviderModel = $"upstream-{model}",
            Ending = Ending.Finished,
            Status = 200,
            Usage = new TokenUsage { Input = input, Output = output },
            UsageSource = UsageSource.Provider,
            OutputAssumed = false,
            Cost = new NanoUsd(input * 500L + output * 1_500L),
        };
    }

    private static string IdOf(int key) => $"key-{key:D7}";

    private static Tenant TenantOf(int key) =>
        new($"organization-{key % Organizations}", $"team-{key / Organizations % Teams}", null, $"user-{key:D7}");
}
