using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Validation;

/// <summary>No two client keys have one secret.</summary>
internal sealed class KeysAreDistinct : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var owners = new Dictionary<KeyHash, ApiKeyConfig>();
        foreach (var key in config.Ai.ApiKeys)
        {
            if (HashOf(key, context) is not { } hash || owners.TryAdd(hash, key))
                continue;

            context.Diagnostics.Error(
                DiagnosticCodes.DuplicateSecret,
                key.Key?.Span ?? key.Hash?.Span ?? key.Id.Span,
                $"`api_key {key.Id.Value}` has the same secret as `api_key {owners[hash].Id.Value}`");
        }
    }

    private static KeyHash? HashOf(ApiKeyConfig key, ConfigContext context)
    {
        if (key.Hash is { } hash)
            return hash.Value;

        var secret = key.Key?.Value.Resolve(context.Variable);
        return string.IsNullOrEmpty(secret) ? null : KeyHash.Of(secret);
    }
}
