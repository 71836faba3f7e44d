using System.Text;
using FerroGate.Server.Sites.Passwords;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Passwords;

/// <summary>Passwords are checked with bounded work, and hashes are read in every form that Caddy reads.</summary>
public sealed class PasswordCheckTests
{
    private const string OfAbc = "$2a$05$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI6";

    [Theory]
    [InlineData(OfAbc, 5)]
    [InlineData("$2b$16$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI6", 16)]
    [InlineData("$2y$31$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI6", 31)]
    [InlineData("$2a$32$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI6", null)]
    [InlineData("$2a$03$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI6", null)]
    [InlineData("$2x$05$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI6", null)]
    [InlineData("$2a$05$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6WcI", null)]
    [InlineData("$2a$05$brAcOJ.O./zhny51Ec5ipu90785MAZ00DkbIea0qsfNNjZj.6Wc!6", null)]
    [InlineData("secret", null)]
    [InlineData("", null)]
    public void Hashes_are_read_or_refused(string written, int? cost)
    {
        Assert.Equal(cost, PasswordHash.TryRead(written, out var plain) ? plain.Cost : null);
        Assert.Equal(cost, PasswordHash.TryRead(Convert.ToBase64String(Encoding.ASCII.GetBytes(written)), out var wrapped) ? wrapped.Cost : null);
    }

    [Fact]
    public async Task The_right_password_is_right_again_and_again_and_others_are_wrong()
    {
        using var check = new PasswordCheck();

        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(Hash(OfAbc), "abc", default));
        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(Hash(OfAbc), "abc", default));
        Assert.Equal(PasswordVerdict.Wrong, await check.VerifyAsync(Hash(OfAbc), "abd", default));
        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(Hash(PasswordHash.Make("ü\0x", 4)), "ü\0x", default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    public async Task Nobody_has_no_password_and_costs_the_same_work(string password)
    {
        using var check = new PasswordCheck();

        Assert.Equal(PasswordVerdict.Wrong, await check.VerifyAsync(PasswordHash.OfNobody(4), password, default));
    }

    [Fact]
    public async Task Beyond_the_queue_it_is_busy_and_a_remembered_pair_is_right_all_the_same()
    {
        using var check = new PasswordCheck(concurrent: 1, waiting: 1);
        await check.VerifyAsync(Hash(OfAbc), "abc", default);
        var slow = PasswordHash.OfNobody(12);

        var running = check.VerifyAsync(slow, "a", default).AsTask();
        using var leaving = new CancellationTokenSource();
        var waiting = check.VerifyAsync(slow, "b", leaving.Token).AsTask();

        Assert.Equal(PasswordVerdict.Busy, await check.VerifyAsync(slow, "c", default));
        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(Hash(OfAbc), "abc", default));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(PasswordVerdict.Wrong, await running);
        Assert.Equal(PasswordVerdict.Wrong, await check.VerifyAsync(Hash(OfAbc), "d", default));
    }

    [Fact]
    public void The_oldest_pairs_are_forgotten()
    {
        var pairs = new VerifiedPairs(2);
        foreach (var digest in new[] { "a", "b", "b", "c" })
            pairs.Add(digest);

        Assert.Equal((false, true, true), (pairs.Contains("a"), pairs.Contains("b"), pairs.Contains("c")));
    }

    private static PasswordHash Hash(string written)
    {
        Assert.True(PasswordHash.TryRead(written, out var hash));
        return hash;
    }
}
