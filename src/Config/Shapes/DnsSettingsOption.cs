using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>The settings of a DNS provider: names of its own choice, each with a text.</summary>
internal sealed class DnsSettingsOption() : Option<DnsProviderConfig>("<name>", "A setting of the provider, such as `api_token`.")
{
    public override bool IsMany => true;

    public override bool TakesRest => true;

    public override OptionContent Content { get; } = new("secret") { Kinds = Forms.Secret.Kinds, Examples = ["{env.CF_API_TOKEN}"] };

    public override bool HasKey(string key) => true;

    public override DnsProviderConfig Read(
        DnsProviderConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var settings = new List<DnsSettingConfig>(target.Settings);
        foreach (var entry in entries)
        {
            if (new ValueReader(entry, context).One(Forms.Secret) is { } value)
                settings.Add(new DnsSettingConfig { Name = new(entry.Name, entry.NameSpan), Value = value });
        }

        return target with { Settings = settings };
    }

    public override IEnumerable<OptionEntry> Write(DnsProviderConfig source, ConfigFormat format) =>
        source.Settings.Select(setting => OptionEntry.Of(setting.Name!.Value, Forms.Secret.ToValue(setting.Value!.Value)));
}
