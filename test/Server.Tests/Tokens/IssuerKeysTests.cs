using System.Text;
using FerroGate.Server.Ai.Tokens;
using FerroGate.Testing;
using FerroGate.Testing.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Tokens;

/// <summary>When the signing keys of an issuer are got, and what stays in force meanwhile.</summary>
public sealed class IssuerKeysTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TestIssuer _issuer = new();
    private readonly IssuerKeys _keys;
    private Func<byte[]> _document;
    private int _got;

    public IssuerKeysTests()
    {
        _document = () => Encoding.UTF8.GetBytes(_issuer.KeySet);
        _keys = new IssuerKeys(
            "https://login.example.com",
            _ =>
            {
                Interlocked.Increment(ref _got);
                return Task.FromResult(_document());
            },
            _clock,
            NullLogger.Instance);
    }

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public async Task Who_wants_them_again_and_again_gets_them_once_in_a_minute()
    {
        for (var i = 0; i < 100; i++)
            _keys.Want();
        await ArriveAsync();
        _keys.Want();
        _clock.Advance(TimeSpan.FromSeconds(59));
        _keys.Want();
        await ArriveAsync();
        Assert.Equal(1, _got);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _keys.Want();
        await ArriveAsync();
        Assert.Equal(2, _got);
    }

    [Fact]
    public async Task The_same_keys_stay_the_same_object_and_others_take_their_place()
    {
        await NextAsync();
        var first = _keys.Current;
        await NextAsync();
        Assert.Same(first, _keys.Current);

        _document = () => Encoding.UTF8.GetBytes($$"""{"keys":[{{_issuer.EcKey}}]}""");
        await NextAsync();
        Assert.NotSame(first, _keys.Current);
    }

    [Fact]
    public async Task Where_the_issuer_fails_those_known_so_far_stay_in_force()
    {
        await NextAsync();
        var first = _keys.Current;
        foreach (var failure in (Func<byte[]>[])[() => throw new HttpRequestException("gone"), () => "<html>"u8.ToArray(), () => throw new OperationCanceledException()])
        {
            _document = failure;
            await NextAsync();
            Assert.Same(first, _keys.Current);
        }

        Assert.Equal(4, _got);
    }

    [Fact]
    public async Task While_there_are_none_they_are_tried_for_again_after_five_seconds()
    {
        _document = () => throw new HttpRequestException("not up yet");
        _keys.Want();
        await ArriveAsync();
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        _keys.Want();
        await ArriveAsync();
        Assert.Equal((1, null), (_got, _keys.Current));

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        _document = () => Encoding.UTF8.GetBytes(_issuer.KeySet);
        _keys.Want();
        await ArriveAsync();
        Assert.NotNull(_keys.Current);
    }

    [Fact]
    public async Task Keys_that_are_used_are_got_again_after_ten_minutes()
    {
        await NextAsync();
        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        _ = _keys.Current;
        await ArriveAsync();
        Assert.Equal(1, _got);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(_keys.Current);
        await ArriveAsync();
        Assert.Equal(2, _got);
    }

    private async Task NextAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        _keys.Want();
        await ArriveAsync();
    }

    private Task<bool> ArriveAsync() => Patience.UntilAsync(() => Task.FromResult(_keys.AreComing), coming => !coming, "the keys");
}
