using System.Security.Cryptography;
using System.Text;
using CsCheck;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>The hash of a key, its written form, and everything that is not it.</summary>
public sealed class KeyHashTests
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    // The vectors of FIPS 180-4 and one beyond ASCII.
    [Theory]
    [InlineData("abc", OfAbc)]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    [InlineData("pässwörd", "46970bef70aced8123f0d5d094717e2a5cd412041e03b26376049fe65b2834a4")]
    public void It_is_the_sha256_of_the_secret_in_utf8(string secret, string hexadecimal) =>
        Assert.Equal("sha256:" + hexadecimal, KeyHash.Of(secret).ToString());

    [Fact]
    public void It_agrees_with_the_framework_for_any_secret() => Gen.String[1, 300].Sample(secret =>
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), KeyHash.Of(secret).ToString()));

    [Fact]
    public void What_is_written_reads_back_as_itself_in_either_case() => Gen.String[1, 50].Sample(secret =>
    {
        var hash = KeyHash.Of(secret);
        var digits = hash.ToString()[KeyHash.Prefix.Length..];

        Assert.True(KeyHash.TryParse(hash.ToString(), out var lower));
        Assert.True(KeyHash.TryParse(KeyHash.Prefix + digits.ToUpperInvariant(), out var upper));
        Assert.Equal(hash, lower);
        Assert.Equal(hash, upper);
        Assert.True(hash == lower && hash.GetHashCode() == upper.GetHashCode());
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData(OfAbc)]
    [InlineData("SHA256:" + OfAbc)]
    [InlineData("sha512:" + OfAbc)]
    [InlineData(" sha256:" + OfAbc)]
    [InlineData("sha256:" + OfAbc + " ")]
    [InlineData("sha256:" + OfAbc + "00")]
    [InlineData("sha256: " + OfAbc)]
    [InlineData("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [InlineData("sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Any_other_form_is_refused(string? text)
    {
        Assert.False(KeyHash.TryParse(text, out var hash));
        Assert.Equal(default, hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_empty_secret_has_no_hash(string? secret) =>
        Assert.ThrowsAny<ArgumentException>(() => KeyHash.Of(secret!));

    [Fact]
    public void Hashes_differ_where_any_of_their_bytes_does() => Gen.Int[0, 63].Sample(at =>
    {
        var digits = new StringBuilder(OfAbc);
        digits[at] = digits[at] == '0' ? '1' : '0';
        Assert.True(KeyHash.TryParse("sha256:" + digits, out var other));

        Assert.True(KeyHash.Of("abc") != other);
        Assert.False(KeyHash.Of("abc").Equals((object)other));
    });
}
