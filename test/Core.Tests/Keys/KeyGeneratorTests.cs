using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>The keys that the gateway makes.</summary>
public sealed class KeyGeneratorTests
{
    [Fact]
    public void A_secret_is_fg_and_43_digits_of_base_62()
    {
        for (var i = 0; i < 1_000; i++)
            Assert.Matches("^fg-[0-9A-Za-z]{43}$", KeyGenerator.NewSecret());
    }

    [Fact]
    public void No_two_secrets_are_alike()
    {
        var secrets = Enumerable.Range(0, 10_000).Select(_ => KeyGenerator.NewSecret()).ToList();

        Assert.Equal(secrets.Count, secrets.Distinct().Count());
    }

    [Fact]
    public void Every_digit_but_the_first_takes_every_value()
    {
        var secrets = Enumerable.Range(0, 10_000).Select(_ => KeyGenerator.NewSecret()).ToList();

        // 62^43 is a little above 2^256, so the first digit does not reach the end of the alphabet.
        for (var at = 4; at < 46; at++)
            Assert.Equal(62, secrets.Select(secret => secret[at]).Distinct().Count());
    }
}
