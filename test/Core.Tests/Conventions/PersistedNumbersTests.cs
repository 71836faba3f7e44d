using FerroGate.Core.Exchanges;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Conventions;

/// <summary>Numbers that stand in journals and databases. A new one may be added here; none may change.</summary>
public sealed class PersistedNumbersTests
{
    [Fact]
    public void Endings_keep_their_numbers() => Assert.Equal(
        [
            "1 Finished", "2 ClientGone", "3 UpstreamCut", "4 ProviderError", "5 Unreachable", "6 ShutDown", "7 Crashed", "8 GatewayError",
        ],
        NumbersOf<Ending>());

    [Fact]
    public void Usage_sources_keep_their_numbers() => Assert.Equal(["1 Provider", "2 Estimated", "3 Counted"], NumbersOf<UsageSource>());

    private static IEnumerable<string> NumbersOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => $"{value:D} {value}");
}
