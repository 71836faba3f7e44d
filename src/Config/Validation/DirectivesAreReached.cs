using System.Globalization;
using FerroGate.Config.Directives;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>
/// What stands behind something that takes every request is never reached, and its writer hardly knows. The order is the one in
/// which directives are tried.
/// </summary>
internal sealed class DirectivesAreReached : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        // What is wrong may have lost its matcher.
        if (context.Diagnostics.ErrorCount > 0)
            return;

        foreach (var site in config.Sites)
        {
            Check(site.Body, context.Diagnostics);
            foreach (var handler in site.ErrorHandlers)
                Check(handler.Body, context.Diagnostics);
        }
    }

    private static void Check(DirectiveListConfig list, DiagnosticBag diagnostics)
    {
        DirectiveConfig? last = null;
        DirectiveConfig? lastHandle = null;
        foreach (var directive in list.Directives)
        {
            // Of what is never reached the first is enough to be told.
            if ((last ?? (IsHandle(directive) ? lastHandle : null)) is { } before)
            {
                diagnostics.Warning(
                    DiagnosticCodes.UnreachableDirective,
                    directive.Span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"this `{DirectiveTable.NameOf(directive)}` is never reached: every request ends in the `{DirectiveTable.NameOf(before)}` of line {before.Span.Line}"),
                    "give the other one a matcher, or take this one out");
                break;
            }

            if (Ends(directive))
                last = directive;
            else if (IsHandle(directive) && directive.Match is null)
                lastHandle = directive;
        }

        foreach (var inner in list.Directives.SelectMany(directive => directive.Lists))
            Check(inner, diagnostics);
    }

    private static bool IsHandle(DirectiveConfig directive) => directive is BlockConfig { Kind: BlockKind.Handle or BlockKind.HandlePath };

    private static bool Ends(DirectiveConfig directive) => directive.Match is null && directive switch
    {
        AbortConfig or ErrorConfig or RedirConfig or RespondConfig or Model.Proxy.ReverseProxyConfig => true,
        FileServerConfig files => files.PassThru is not { Value: true },
        BlockConfig block => block.Body.Directives.Any(Ends),
        _ => false,
    };
}
