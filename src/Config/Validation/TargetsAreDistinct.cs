using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A model leads to each target once: asked a second time it would only fail again.</summary>
internal sealed class TargetsAreDistinct : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var model in config.Ai.Models)
        {
            var named = model.Targets.Where(target => target is { Provider: not null, ProviderModel: not null });
            foreach (var same in named.GroupBy(target => (target.Provider!.Value, target.ProviderModel!.Value)))
            {
                foreach (var target in same.Skip(1).Where(_ => same.Key is ({ Length: > 0 }, { Length: > 0 })))
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.DuplicateTarget,
                        target.Provider!.Span,
                        $"`model {model.Name.Value}` leads to {target.Text} twice",
                        "`weight` says how often it is asked");
                }
            }
        }
    }
}
