using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Shapes;

/// <summary><c>key</c> and <c>previous_key</c>: a secret, a variable that holds one, or a hash.</summary>
internal sealed class KeySourceOption(
    string name,
    string meaning,
    Func<ApiKeyConfig, Setting<SecretConfig>?> get,
    Func<ApiKeyConfig, Setting<SecretConfig>, ApiKeyConfig> set,
    Func<ApiKeyConfig, Setting<KeyHash>, ApiKeyConfig> setHash) : Option<ApiKeyConfig>(name, meaning)
{
    public override bool IsMany => false;

    public override OptionContent Content { get; } = new("secret")
    {
        Kinds = Forms.Secret.Kinds,
        Examples = ["{env.FERROGATE_DEV_KEY}", "a-secret-of-a-test"],
    };

    public override ApiKeyConfig Read(
        ApiKeyConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var reader = new ValueReader(entries[0], context);
        reader.RefuseBlock();
        if (entries[0].Values is [{ } value] && KeyHashForm.Looks(value.Text))
            return KeyHashForm.Read(value, context.Diagnostics) is { } hash ? setHash(target, hash) : target;

        return reader.One(Forms.Secret) is { } secret ? set(target, secret) : target;
    }

    public override IEnumerable<OptionEntry> Write(ApiKeyConfig source, ConfigFormat format) =>
        get(source) is { } key ? [OptionEntry.Of(Name, Forms.Secret.ToValue(key.Value))] : [];
}
