using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Every client key says what its secret is. (That it says so once is seen while reading.)</summary>
internal sealed class KeySources : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var key in config.Ai.ApiKeys)
        {
            if (key.Key is null && key.Hash is null && !context.IsIncomplete(key.Id.Span))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.KeySource,
                    key.Id.Span,
                    $"`api_key {key.Id.Value}` has no secret",
                    "give it one of `key`, `key_env` and `key_hash`");
            }
        }
    }
}
