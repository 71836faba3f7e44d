using System.Globalization;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Proxy.Transport;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>Makes upstreams of what the config, a request or DNS says of them.</summary>
/// <param name="transport">How they are reached.</param>
/// <param name="services">Where their states are.</param>
/// <param name="health">The questions about their health; <c>null</c> where none are asked.</param>
internal sealed class UpstreamFactory(TransportSettings transport, ProxyServices services, HealthQuestions? health)
{
    private const int HttpsPort = 443;

    public Upstream Of(UpstreamScheme? scheme, string host, int port, int weight = 1)
    {
        var isTls = scheme switch
        {
            UpstreamScheme.Https => true,
            null => transport.IsTls || port == HttpsPort,
            _ => false,
        };
        isTls &= !transport.ExceptPorts.Contains(port);
        var name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        var address = string.Create(CultureInfo.InvariantCulture, $"{name}:{port}");
        return Make(scheme, address, $"{(isTls ? "https" : "http")}://{address}", isTls, weight);
    }

    public Upstream OfSocket(UpstreamScheme? scheme, string path, int weight = 1) =>
        Make(scheme, path, $"{(transport.IsTls ? "https" : "http")}://{services.Sockets.HostOf(path)}", transport.IsTls, weight);

    private Upstream Make(UpstreamScheme? scheme, string address, string prefix, bool isTls, int weight)
    {
        var isH2c = scheme == UpstreamScheme.H2c || (transport.IsH2c && !isTls);
        return new()
        {
            Address = address,
            Prefix = prefix,
            IsTls = isTls,
            IsH2c = isH2c,
            State = services.States.Get(address),
            Health = health?.About(prefix, isH2c),
            Weight = weight,
        };
    }
}
