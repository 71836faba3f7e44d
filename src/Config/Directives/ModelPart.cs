using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>model NAME [->] PROVIDER:MODEL { … }</c> in <c>ai_gateway</c>.</summary>
internal static class ModelPart
{
    public static void Read(Statement part, DirectiveScope scope)
    {
        var words = part.Arguments.Where(word => word.IsQuoted || word.Text != "->").ToList();
        if (words.Count > 2 || part.Arguments.Count - words.Count > 1)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                (words.Count > 2 ? words[2] : part.Arguments[^1]).Span,
                "`model` takes a name and one PROVIDER:MODEL",
                "several targets for one model are not supported yet");
            return;
        }

        if (words.Count < 2)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.MissingArgument,
                part.Span,
                "`model` wants a name and what it leads to",
                "write `model NAME -> PROVIDER:MODEL`");
            return;
        }

        var (name, target) = (words[0], words[1]);

        // Only the first colon divides: models of Ollama and others have colons of their own.
        var colon = target.Text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == target.Text.Length - 1)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                target.Span,
                $"`{target.Text}` does not name a provider and its model",
                "write PROVIDER:MODEL");
            return;
        }

        var (provider, providerModel) = (target.Text[..colon], target.Text[(colon + 1)..]);
        var model = new ModelConfig
        {
            Name = new(name.Text, name.Span),
            Provider = new(provider, target.Span.Find(provider)),
            ProviderModel = new(providerModel, target.Span.Find(providerModel)),
        };
        var errors = scope.Diagnostics.ErrorCount;
        scope.Ai.Models.Add(ModelOptions.Table.Read(model, BlockOptions.Of(part, scope.Diagnostics), "model", scope.Context));
        if (scope.Diagnostics.ErrorCount > errors)
            scope.Context.MarkIncomplete(model.Name.Span);
    }
}
