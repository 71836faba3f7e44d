using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary><c>copy_response</c> and <c>copy_response_headers</c> stand where there is an answer of an upstream.</summary>
internal sealed class AnswersAreThereToCopy : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var site in config.Sites)
        {
            Check(site.Body, false, context);
            foreach (var handler in site.ErrorHandlers)
                Check(handler.Body, false, context);
        }
    }

    private static void Check(DirectiveListConfig list, bool hasAnswer, ConfigContext context)
    {
        foreach (var directive in list.Directives)
        {
            if (!hasAnswer && directive is (CopyResponseConfig or CopyResponseHeadersConfig))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.MisplacedDirective,
                    directive.Span,
                    "there is no answer of an upstream here to copy from",
                    "it stands inside `handle_response` of `reverse_proxy` or `forward_auth`");
            }

            var inside = directive switch
            {
                ReverseProxyConfig or ForwardAuthConfig => true,
                InterceptConfig => false,
                _ => hasAnswer,
            };
            foreach (var inner in directive.Lists)
                Check(inner, inside, context);
        }
    }
}
