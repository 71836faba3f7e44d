using FerroGate.Core.Tokens;
using FerroGate.Server.Proxy.Upstreams;

namespace FerroGate.Server.Ai.Tokens;

/// <summary>The signing keys of issuers, which revisions share: a reload does not get them again.</summary>
internal sealed class IssuerPool : IDisposable
{
    private readonly IssuerDocuments _documents = new();
    private readonly WeakTable<(string Issuer, Uri? KeysUrl), IssuerKeys> _keys;

    public IssuerPool(TimeProvider clock, ILogger<IssuerPool> logger) => _keys = new(place => new IssuerKeys(
        place.Issuer, cancellation => _documents.KeysOfAsync(place.Issuer, place.KeysUrl, cancellation), clock, logger));

    /// <summary>What decides about the tokens of some issuers. Their keys are on their way when it is there.</summary>
    public TokenCheck CheckOf(IEnumerable<TokenIssuer> issuers)
    {
        var known = issuers.Select(issuer => (issuer, (IIssuerKeys)_keys.Get((issuer.Issuer, issuer.KeysUrl)))).ToList();
        foreach (var (_, keys) in known)
            keys.Want();

        return new TokenCheck(known);
    }

    public void Dispose() => _documents.Dispose();
}
