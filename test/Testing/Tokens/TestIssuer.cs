using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Testing.Tokens;

/// <summary>An issuer of tokens with an RSA and an EC key, that also signs what no issuer should.</summary>
public sealed class TestIssuer : IDisposable
{
    public const string Rsa = "rsa-1";
    public const string Ec = "ec-1";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What it publishes.</summary>
    public string KeySet => $$"""{"keys":[{{RsaKey}},{{EcKey}}]}""";

    public string RsaKey
    {
        get
        {
            var key = _rsa.ExportParameters(includePrivateParameters: false);
            return $$"""{"kty":"RSA","kid":"{{Rsa}}","use":"sig","n":"{{Encode(key.Modulus!)}}","e":"{{Encode(key.Exponent!)}}"}""";
        }
    }

    public string EcKey
    {
        get
        {
            var key = _ec.ExportParameters(includePrivateParameters: false);
            return $$"""{"kty":"EC","crv":"P-256","kid":"{{Ec}}","x":"{{Encode(key.Q.X!)}}","y":"{{Encode(key.Q.Y!)}}"}""";
        }
    }

    /// <summary>A good token with some claims, such as <c>"sub":"ada"</c>.</summary>
    public string Token(string claims) => Sign("RS256", Rsa, claims);

    public string Sign(string algorithm, string? keyId, string claims) =>
        SignRaw(keyId is null ? $$"""{"alg":"{{algorithm}}"}""" : $$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}""", $"{{{claims}}}", algorithm);

    /// <summary>Signs any header and claims as an algorithm does. <c>DER</c> is ES256 in the wrong form, <c>HS256</c> takes the public key for the secret.</summary>
    public string SignRaw(string header, string claims, string algorithm)
    {
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "RS256" => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS512" => _rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "ES256" => _ec.SignData(bytes, HashAlgorithmName.SHA256),
            "DER" => _ec.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), bytes),
            _ => [],
        };
        return $"{signed}.{Encode(signature)}";
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
