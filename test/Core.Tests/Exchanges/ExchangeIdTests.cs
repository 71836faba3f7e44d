using FerroGate.Core.Exchanges;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Exchanges;

/// <summary>Identities that are ordered as the exchanges began.</summary>
public sealed class ExchangeIdTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 23, 59, 59, 990, TimeSpan.Zero));

    [Fact]
    public void A_later_one_comes_after_an_earlier_one_in_text_and_in_bytes()
    {
        var ids = new List<ExchangeId>();
        for (var i = 0; i < 300; i++)
        {
            ids.Add(ExchangeId.New(_clock));
            _clock.Advance(TimeSpan.FromMilliseconds(1 + (i * i)));
        }

        Assert.Equal(ids.Select(id => id.ToString()).Order(StringComparer.Ordinal), ids.Select(id => id.ToString()));
        Assert.Equal(ids.OrderBy(id => id.Value), ids);
    }

    [Fact]
    public void It_is_a_uuid_of_version_7_that_holds_the_clocks_time()
    {
        var id = ExchangeId.New(_clock).Value;

        Assert.Equal((7, 8), (id.Version, id.Variant & 0xC));
        var milliseconds = Convert.ToInt64(id.ToString("N")[..12], 16);
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), milliseconds);
    }

    [Fact]
    public void Two_of_one_moment_differ_on_whatever_threads_they_are_made() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).AsParallel().Select(_ => ExchangeId.New(_clock)).Distinct().Count());

    [Fact]
    public void Two_of_one_moment_differ() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => ExchangeId.New(_clock)).Distinct().Count());
}
