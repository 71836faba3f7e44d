using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Every placeholder is one that the gateway or the config itself gives a value.</summary>
internal sealed class PlaceholdersAreKnown : IConfigRule
{
    private const string Environment = "env.";

    // What Caddy has and we have not; some are the beginnings of names.
    private static readonly string[] OfCaddy =
    [
        "err.trace", "http.auth.user.", "http.error.trace", "http.intercept.", "http.request.body", "http.request.tls.", "http.reverse_proxy.",
        "http.shutting_down", "http.time_until_shutdown", "rp.", "tls_client_",
    ];

    public void Check(GatewayConfig config, ConfigContext context)
    {
        var vocabulary = context.Vocabulary;
        foreach (var (name, span) in context.Placeholders.Used)
        {
            if (vocabulary.Placeholders.Contains(name)
                || context.Placeholders.IsDefined(name)
                || name.StartsWith(Environment, StringComparison.Ordinal) && name.Length > Environment.Length
                || vocabulary.PlaceholderFamilies.Any(family => name.Length > family.Length && name.StartsWith(family, StringComparison.Ordinal)))
            {
                continue;
            }

            if (OfCaddy.Any(known => name.StartsWith(known, StringComparison.Ordinal)))
            {
                context.Diagnostics.NotSupported(span, $"the placeholder `{{{name}}}`");
                continue;
            }

            context.Diagnostics.Error(
                DiagnosticCodes.UnknownPlaceholder,
                span,
                $"no placeholder is named `{{{name}}}`",
                NearestName.Hint(name, vocabulary.Placeholders) ?? $"write \\{{{name}}} if the braces are meant as they stand");
        }
    }
}
