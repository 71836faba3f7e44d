using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Tokens;

namespace FerroGate.Fuzz.Targets;

/// <summary>A token is believed only where its issuer signed just these letters, and no token and no key set throws.</summary>
internal sealed class TokenTarget : IFuzzTarget, IIssuerKeys
{
    private const string Issuer = "https://login.example.com";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(900);

    private readonly HashSet<string> _signed = [];
    private readonly TokenCheck _check;

    public TokenTarget()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var set = $$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}]}""";
        Current = SigningKeys.Read(Encoding.UTF8.GetBytes(set));
        Corpus =
        [
            Sign(key, """{"alg":"ES256","kid":"a"}""", $$"""{"iss":"{{Issuer}}","aud":"ferrogate","sub":"ada","exp":1000}"""),
            Sign(key, """{"alg":"ES256","typ":"at+jwt"}""", $$"""{"iss":"{{Issuer}}","aud":["x","ferrogate"],"sub":"bob","exp":1e3,"nbf":1,"iat":1,"scope":"fg:models.read"}"""),
            Sign(key, """{"alg":"none"}""", "{}"),
            set,
        ];
        _check = new TokenCheck([(
            new TokenIssuer
            {
                Name = "corp",
                Issuer = Issuer,
                Audiences = ["ferrogate"],
                TokenScopes = new TokenScopes(null, "fg:", new Dictionary<string, Scope>()),
            },
            this)]);
    }

    public string Name => "token";

    public IReadOnlyList<string> Corpus { get; }

    public IReadOnlyList<string> Words { get; } = [".", "..", "eyJ", "eyJhbGciOiJub25lIn0", "=", "-", "_", "{}", "\"crit\":[]", "\"kty\":\"RSA\"", "\"n\":\"AQAB\"", "\\ud800"];

    public SigningKeys? Current { get; }

    public bool AreComing => false;

    public void Run(byte[] input, int seed)
    {
        var text = Encoding.Latin1.GetString(input);
        if (text.Length > 0)
        {
            var isBelieved = _check.Check(text, KeyHash.Of(text), Now).Key is not null;
            BrokenInvariantException.Check(!isBelieved || _signed.Contains(text[..text.LastIndexOf('.')]), "only what was signed is believed");
        }

        ReadKeys(input);
    }

    public void Want()
    {
    }

    private static void ReadKeys(byte[] input)
    {
        try
        {
            SigningKeys.Read(input);
        }
        catch (InvalidDataException)
        {
            // The one way in which a set is refused.
        }
    }

    private string Sign(ECDsa key, string header, string claims)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        _signed.Add(signed);
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
