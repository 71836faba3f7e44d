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
            foreach (var (secret, given) in new[] { (key.Key, key.Hash), (key.PreviousKey, key.PreviousHash) })
            {
                if (HashOf(secret, given, context) is not { } hash || owners.TryAdd(hash, key))
                    continue;

                var owner = owners[hash];
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateSecret,
                    secret?.Span ?? given?.Span ?? key.Id.Span,
                    ReferenceEquals(owner, key)
                        ? $"`api_key {key.Id.Value}` has the secret that it had before"
                        : $"`api_key {key.Id.Value}` has the same secret as `api_key {owner.Id.Value}`");
            }
        }
    }

    private static KeyHash? HashOf(Setting<SecretConfig>? secret, Setting<KeyHash>? given, ConfigContext context)
    {
        if (given is not null)
            return given.Value;

        var resolved = secret?.Value.Resolve(context.Variable);
        return string.IsNullOrEmpty(resolved) ? null : KeyHash.Of(resolved);
    }
}
