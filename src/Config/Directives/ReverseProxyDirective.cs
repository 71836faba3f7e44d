using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Shapes.Proxy;

namespace FerroGate.Config.Directives;

/// <summary><c>reverse_proxy</c>.</summary>
internal static class ReverseProxyDirective
{
    public static IDirective Value { get; } = new Directive<ReverseProxyConfig>(
        "reverse_proxy", "Passes requests on.", span => new ReverseProxyConfig(span), ReverseProxyShape.Shape);
}
