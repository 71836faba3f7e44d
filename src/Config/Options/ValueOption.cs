using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>An option with one value.</summary>
internal sealed class ValueOption<T, TValue>(
    string name,
    ValueForm<TValue> form,
    Func<T, Setting<TValue>?> get,
    Func<T, Setting<TValue>, T> set,
    string summary) : Option<T>(name, summary)
{
    public override bool IsMany => false;

    public override OptionContent Content { get; } = new(form.Name)
    {
        Kinds = form.Kinds,
        Choices = form.Choices,
        IgnoresCase = form.IgnoresCase,
        Examples = form.Examples,
        Bounds = form.Bounds,
        Known = form.Known,
    };

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var reader = new ValueReader(entries[0], context);
        reader.RefuseBlock();
        return reader.One(form) is { } value ? set(target, value) : target;
    }

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format) =>
        !IsAlias && get(source) is { } value ? [OptionEntry.Of(Name, form.ToValue(value.Value))] : [];
}
