using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Resources;

/// <summary>
/// What somebody who may change things by API must not reach with them: files and secrets of the machine, and servers that only the
/// gateway can see.
/// </summary>
internal static class StoredRules
{
    // Where the gateway's own secrets are.
    private const string OwnVariables = "FERROGATE_";

    /// <summary>What is sent now. What was stored before this was a rule goes on.</summary>
    public static void CheckSent(AiConfig sent, ConfigContext context)
    {
        foreach (var secret in SecretsOf(sent).Where(secret => secret.Value.Variable is not null))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidSecret,
                secret.Span,
                "what is made by API reads no environment variables, for the environment of the process is nobody's who may only call it",
                "give the credential itself: it is stored sealed");
        }
    }

    public static void Check(AiConfig stored, bool mayBePrivate, ConfigContext context)
    {
        foreach (var secret in SecretsOf(stored))
            Check(secret, context);
        foreach (var provider in stored.Providers)
            CheckUrl(provider.BaseUrl, mayBePrivate, context);
        foreach (var budget in stored.Budgets)
            CheckUrl(budget.Webhook, mayBePrivate, context);
    }

    private static IEnumerable<Setting<SecretConfig>> SecretsOf(AiConfig ai) => ai.Providers.SelectMany(
        provider => provider.ApiKeys.Append(provider.ApiKey).Concat(provider.Headers.Select(header => header.Value)).OfType<Setting<SecretConfig>>());

    private static void Check(Setting<SecretConfig> secret, ConfigContext context)
    {
        if (secret.Value.File is not null)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidSecret, secret.Span, "what is made by API reads no files", "give the credential itself: it is stored sealed");
        }
        else if (secret.Value.Variable?.StartsWith(OwnVariables, StringComparison.OrdinalIgnoreCase) == true)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidSecret, secret.Span, $"variables that begin with {OwnVariables} are the gateway's own, and no provider is shown them");
        }
    }

    private static void CheckUrl(Setting<string>? url, bool mayBePrivate, ConfigContext context)
    {
        if (!mayBePrivate && url is not null && !(Uri.TryCreate(url.Value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidUrl, url.Span, "a URL that is made by API begins with https://", "`allow_private_urls on` in the config file allows others");
        }
    }
}
