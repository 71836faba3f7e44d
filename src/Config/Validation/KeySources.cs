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

            if ((key.PreviousKey?.Span ?? key.PreviousHash?.Span) is { } previous && key.PreviousUntil is null)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.KeySource,
                    previous,
                    $"`api_key {key.Id.Value}` does not say until when the secret before is accepted",
                    "add `previous_until_unix`");
            }
            else if (key is { PreviousUntil: { } until, PreviousKey: null, PreviousHash: null })
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.KeySource,
                    until.Span,
                    $"`api_key {key.Id.Value}` has no secret before this one",
                    "give it one of `previous_key`, `previous_key_env` and `previous_key_hash`, or remove `previous_until_unix`");
            }
        }
    }
}
