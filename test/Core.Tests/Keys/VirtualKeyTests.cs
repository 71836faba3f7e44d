using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>When a key ends, and what messages call it.</summary>
public sealed class VirtualKeyTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void It_is_expired_from_its_last_moment_on(int ticks, bool isExpired) =>
        Assert.Equal(isExpired, (Key with { ExpiresAt = End }).IsExpired(End.AddTicks(ticks)));

    [Fact]
    public void Without_an_end_it_never_expires() => Assert.False(Key.IsExpired(DateTimeOffset.MaxValue));

    [Fact]
    public void A_secret_before_that_has_no_end_is_not_accepted() =>
        Assert.True((Key with { PreviousHash = KeyHash.Of("before") }).WasReplaced(KeyHash.Of("before"), End));

    [Theory]
    [InlineData(null, "key")]
    [InlineData("Search team", "key (Search team)")]
    public void Messages_call_it_by_its_id_and_its_name(string? name, string label) =>
        Assert.Equal(label, (Key with { Name = name }).Label);

    private static VirtualKey Key => new() { Id = "key", Hash = KeyHash.Of("secret") };
}
