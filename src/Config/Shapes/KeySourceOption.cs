using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>key</c>: a secret, a variable that holds one, or a hash.</summary>
internal sealed class KeySourceOption() : Option<ApiKeyConfig>("key", "Its secret, a variable that holds it, or its hash.")
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
            return KeyHashForm.Read(value, context.Diagnostics) is { } hash ? target with { Hash = hash } : target;

        return reader.One(Forms.Secret) is { } secret ? target with { Key = secret } : target;
    }

    public override IEnumerable<OptionEntry> Write(ApiKeyConfig source, ConfigFormat format) =>
        source.Key is { } key ? [OptionEntry.Of(Name, Forms.Secret.ToValue(key.Value))] : [];
}
