using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Providers, models and keys have names that can be seen.</summary>
internal sealed class NamesAreWritten : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var names = config.Ai.Providers.Select(provider => ("provider", provider.Name))
            .Concat(config.Ai.Models.Select(model => ("model", model.Name)))
            .Concat(config.Ai.ApiKeys.Select(key => ("api_key", key.Id)));
        foreach (var (noun, name) in names)
        {
            if (string.IsNullOrWhiteSpace(name.Value))
                context.Diagnostics.Error(DiagnosticCodes.InvalidValue, name.Span, $"the name of this `{noun}` is empty");
            else if (name.Value.Any(char.IsControl))
                context.Diagnostics.Error(DiagnosticCodes.InvalidValue, name.Span, $"the name of this `{noun}` holds a control character");
        }
    }
}
