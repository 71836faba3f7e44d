using System.Net;
using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Core.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Keys;

/// <summary>What a presented key opens, and what is said where it does not.</summary>
public sealed class KeyCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.7");

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly KeyDirectory _keys = new();
    private readonly KeyUses _uses = new();
    private readonly List<Tenant> _suspended = [];
    private readonly KeyCheck _check;

    public KeyCheckTests() => _check = new KeyCheck(_keys, _uses, new WrongCredentials(() => 2, _clock), () => new TokenCheck([]), () => _suspended, _clock);

    [Theory]
    [InlineData("", 401, RefusalCodes.MissingApiKey)]
    [InlineData("unknown", 401, RefusalCodes.InvalidApiKey)]
    [InlineData("disabled", 403, RefusalCodes.ApiKeyDisabled)]
    [InlineData("expired", 403, RefusalCodes.ApiKeyExpired)]
    [InlineData("elsewhere", 403, RefusalCodes.ClientAddressDenied)]
    [InlineData("suspended", 403, RefusalCodes.TenantDisabled)]
    [InlineData("neighbour", null, null)]
    [InlineData("scopeless", 403, RefusalCodes.ScopeDenied)]
    [InlineData("replaced", 403, RefusalCodes.ApiKeyExpired)]
    [InlineData("replacing", null, null)]
    [InlineData("good", null, null)]
    public void Every_no_has_a_code_of_its_own(string secret, int? status, string? code)
    {
        _suspended.Add(new Tenant("acme", "ml", null, null));
        Add(
            Key("suspended") with { Tenant = new Tenant("acme", "ml", "search", "ann") },
            Key("neighbour") with { Tenant = new Tenant("acme", "web", "search", "ann") },
            Key("disabled") with { Enabled = false },
            Key("expired") with { ExpiresAt = Now },
            Key("elsewhere") with { Clients = new AddressRanges(["10.0.0.0/8"]) },
            Key("scopeless") with { Scopes = Scope.AdminRead },
            Key("replacing") with { PreviousHash = KeyHash.Of("replaced"), PreviousUntil = Now },
            Key("good") with { Clients = new AddressRanges(["192.0.2.0/24"]) });

        var refusal = Refuse(secret, Client);

        Assert.Equal((status, code), (refusal?.Status, refusal?.Code));
        Assert.Equal(code is null ? [secret] : [], _uses.Take().Select(use => use.Key));
    }

    [Fact]
    public void The_secret_before_opens_the_same_doors_until_its_last_moment()
    {
        Add(Key("new") with { PreviousHash = KeyHash.Of("old"), PreviousUntil = Now.AddSeconds(1) });

        Assert.Null(Refuse("old", Client));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("has a new secret", Refuse("old", Client)?.Message, StringComparison.Ordinal);
        Assert.Null(Refuse("new", Client));
    }

    [Fact]
    public void A_key_of_certain_addresses_cannot_be_used_without_one()
    {
        Add(Key("here") with { Clients = new AddressRanges(["0.0.0.0/0", "::/0"]) });

        Assert.Null(Refuse("here", Client));
        Assert.Equal(RefusalCodes.ClientAddressDenied, Refuse("here", client: null)?.Code);
    }

    [Fact]
    public void Of_each_key_the_last_use_is_noted_until_it_is_taken()
    {
        Add(Key("a"), Key("b"));
        Refuse("a", Client);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Refuse("b", Client);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Refuse("a", Client);

        Assert.Equal([new("a", Now.AddMinutes(2)), new("b", Now.AddMinutes(1))], _uses.Take().OrderBy(use => use.Key, StringComparer.Ordinal));
        Assert.Empty(_uses.Take());
    }

    [Fact]
    public void Wrong_credentials_are_throttled_and_no_key_is_kept_waiting_by_them()
    {
        Add(Key("good"), Key("disabled") with { Enabled = false });
        foreach (var guess in (string[])["guess", "guess"])
            Assert.Equal(RefusalCodes.InvalidApiKey, Refuse(guess, Client)?.Code);
        _clock.Advance(TimeSpan.FromSeconds(20.5));

        var third = Refuse("another guess", Client);

        Assert.Equal((429, RefusalCodes.TooManyWrongCredentials, "40"), (third?.Status, third?.Code, third?.RetryAfterSeconds));
        Assert.Null(Refuse("good", Client));
        Assert.Equal(RefusalCodes.ApiKeyDisabled, Refuse("disabled", Client)?.Code);
        Assert.Equal(RefusalCodes.MissingApiKey, Refuse("", Client)?.Code);
        Assert.Equal(RefusalCodes.InvalidApiKey, Refuse("guess", IPAddress.Parse("192.0.2.8"))?.Code);
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(RefusalCodes.InvalidApiKey, Refuse("guess", Client)?.Code);
    }

    private void Add(params VirtualKey[] keys) => _keys.UseFile(KeyDirectory.ByHash(keys).ToDictionary());

    private Refusal? Refuse(string credential, IPAddress? client) =>
        _check.Refuse(credential, Scope.ChatCompletions, client, out _);

    private static VirtualKey Key(string name) => new() { Id = name, Hash = KeyHash.Of(name) };
}
