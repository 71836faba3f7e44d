using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes.Proxy;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>forward_auth</c>.</summary>
internal static class ForwardAuthDirective
{
    public static IDirective Value { get; } = new Directive<ForwardAuthConfig>(
        "forward_auth",
        "Asks another server whether a request may go on; its answer is the client's if it is not a 2xx.",
        span => new ForwardAuthConfig(span),
        new Shape<ForwardAuthConfig>(Arguments.InOrder("to..."))
        {
            NeedsBlock = true,
            Check = (auth, owner, context) =>
            {
                ReverseProxyShape.Shape.Check!(auth.Proxy, owner, context);
                if ((auth.Proxy.Method?.Span ?? auth.Proxy.Rewrite?.Span) is { } span)
                    context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, span, "`forward_auth` asks with GET for what `uri` says", "write a `reverse_proxy` with `handle_response`");
            },
        }
            .Value("uri", Forms.Template.Such("URI with placeholders", "/api/authz?rd={uri}"), auth => auth.Uri, (auth, uri) => auth with { Uri = uri },
                "What it is asked for.", required: true)
            .Add(new CopyHeadersOption())
            .Part(auth => auth.Proxy, (auth, proxy) => auth with { Proxy = proxy }, ReverseProxyShape.Shape));
}
