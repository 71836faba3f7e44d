using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Connections.Framing;

/// <summary>Tells the framing of a connection when the server answers 101: what follows is no request.</summary>
internal sealed class ProtocolChange(IHttpUpgradeFeature inner, RequestFraming framing) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync()
    {
        framing.IsChanging = true;
        var stream = await inner.UpgradeAsync();

        // Nobody has read from it yet, and the server has not refused.
        framing.ChangeProtocol();
        return stream;
    }

    /// <summary>Takes its place in a request that asks for another protocol.</summary>
    public static void Watch(HttpContext http, RequestFraming framing)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            http.Features.Set<IHttpUpgradeFeature>(new ProtocolChange(upgrade, framing));
    }
}
