using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>An option that is on by being there: a word alone in a Caddyfile, <c>true</c> in TOML.</summary>
internal sealed class SwitchOption<T>(
    string name,
    Func<T, Setting<bool>?> get,
    Func<T, Setting<bool>, T> set,
    string summary) : Option<T>(name, summary)
{
    public override bool IsMany => false;

    public override OptionContent Content { get; } = new("switch") { Kinds = [ValueKind.Boolean], Examples = ["true"] };

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var entry = entries[0];
        var reader = new ValueReader(entry, context);
        reader.RefuseBlock();
        if (entry.Form != EntryForm.Words)
            return reader.One(Forms.Flag) is { Value: true } on ? set(target, on) : target;

        if (entry.Values.Count > 0)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument, entry.Values[0].Span, $"`{entry.Name}` takes no arguments");
            return target;
        }

        return set(target, new(true, entry.NameSpan));
    }

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format) => get(source) is { Value: true }
        ? [format == ConfigFormat.Toml
            ? OptionEntry.Of(Name, Forms.Flag.ToValue(true))
            : new OptionEntry(Name, default, [], EntryForm.Words)]
        : [];
}
