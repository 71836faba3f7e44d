using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace FerroGate.Core.Tokens;

/// <summary>A public key of an issuer (RFC 7517), and the only algorithms that are accepted: RS256, PS256 and ES256.</summary>
public sealed class SigningKey
{
    private const string Rs256 = "RS256";
    private const string Ps256 = "PS256";
    private const string Es256 = "ES256";
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 8192;
    private const int Es256SignatureBytes = 64;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _ec;
    private readonly string? _algorithm;

    private SigningKey(string? id, string? algorithm, RSAParameters? rsa, ECParameters? ec) => (Id, _algorithm, _rsa, _ec) = (id, algorithm, rsa, ec);

    /// <summary>Its <c>kid</c>.</summary>
    public string? Id { get; }

    /// <summary>Reads a JSON Web Key; <c>null</c> where it is none that signs tokens for us. Symmetric keys never do.</summary>
    public static SigningKey? Read(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object
            || (jwk.TryGetProperty("use", out _) && SignedToken.Text(jwk, "use") != "sig")
            || (jwk.TryGetProperty("key_ops", out var uses) && !(uses.ValueKind == JsonValueKind.Array && uses.EnumerateArray().Any(use => use.ValueEquals("verify")))))
        {
            return null;
        }

        var (id, algorithm) = (SignedToken.Text(jwk, "kid"), SignedToken.Text(jwk, "alg"));
        try
        {
            return SignedToken.Text(jwk, "kty") switch
            {
                "RSA" when Number(jwk, "n") is { } modulus && Number(jwk, "e") is { } exponent => Rsa(id, algorithm, modulus, exponent),
                "EC" when SignedToken.Text(jwk, "crv") == "P-256" && Number(jwk, "x") is { } x && Number(jwk, "y") is { } y => Ec(id, algorithm, x, y),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Tokens with this <c>alg</c> may be signed with it: the kind of key decides, and not the token alone.</summary>
    public bool Fits(string algorithm) =>
        (_algorithm is null || _algorithm == algorithm)
        && (_rsa is not null ? algorithm is Rs256 or Ps256 : algorithm is Es256);

    /// <summary>The signature of a token whose algorithm fits is its own.</summary>
    public bool HasSigned(SignedToken token)
    {
        try
        {
            if (_ec is { } ec)
            {
                using var key = ECDsa.Create(ec);
                return token.Signature.Length == Es256SignatureBytes
                    && key.VerifyData(token.SigningInput, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }

            using var rsa = RSA.Create(_rsa!.Value);
            var padding = token.Algorithm == Ps256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
            return rsa.VerifyData(token.SigningInput, token.Signature, HashAlgorithmName.SHA256, padding);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static SigningKey? Rsa(string? id, string? algorithm, byte[] modulus, byte[] exponent)
    {
        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        using var key = RSA.Create(parameters);
        return key.KeySize is >= LeastRsaBits and <= MostRsaBits && (exponent[^1] & 1) == 1 && exponent is not [1] ? new SigningKey(id, algorithm, parameters, null) : null;
    }

    private static SigningKey Ec(string? id, string? algorithm, byte[] x, byte[] y)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };

        // Throws where the point is not on the curve.
        using var key = ECDsa.Create(parameters);
        return new SigningKey(id, algorithm, null, parameters);
    }

    private static byte[]? Number(JsonElement jwk, string name)
    {
        try
        {
            return SignedToken.Text(jwk, name) is { Length: > 0 } text ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
