using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A provider has a base URL that requests can be sent to, unless its kind knows one.</summary>
internal sealed class ProviderUrls : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var provider in config.Ai.Providers)
        {
            if (provider.BaseUrl is { } url)
            {
                CheckUrl(url, context);
            }
            else if (ProviderKinds.Of(provider, context) is { DefaultBaseUrl: null, IsBuiltIn: false } kind
                && !context.IsIncomplete(provider.Name.Span))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.MissingOption,
                    provider.Name.Span,
                    $"`provider {provider.Name.Value}` needs a `base_url`: kind `{kind.Name}` has none of its own");
            }
        }
    }

    private static void CheckUrl(Setting<string> url, ConfigContext context)
    {
        if (Problem(url.Value) is { } problem)
            context.Diagnostics.Error(DiagnosticCodes.InvalidUrl, url.Span, $"`base_url` {problem}", "write https://host/v1");
    }

    private static string? Problem(string text)
    {
        if (text.Contains('{', StringComparison.Ordinal))
            return "cannot hold a placeholder; `{$NAME}` is replaced before the file is read";

        if (text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            return "cannot hold white space";

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.Host.Length == 0
            || !text.StartsWith(url.Scheme + "://", StringComparison.OrdinalIgnoreCase))
        {
            return "must be an absolute http or https URL";
        }

        // Whatever stands before an @ is a credential, and this one would be shown in lists.
        if (url.UserInfo.Length > 0)
            return "cannot hold a user name; use `api_key`";

        return text.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal)
            ? "cannot have a query or a fragment"
            : null;
    }
}
