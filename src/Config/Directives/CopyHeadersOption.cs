using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>
/// <c>copy_headers</c> of <c>forward_auth</c>: names on its line, lines of a block, or an array; <c>Name&gt;New-Name</c> takes a
/// header over under another name.
/// </summary>
internal sealed class CopyHeadersOption() : Option<ForwardAuthConfig>(
    "copy_headers", "Headers of its answer that the request takes over, each perhaps as `Name>New-Name`.")
{
    private static readonly ValueForm<string> Form = Forms.TextThat(
        "header name",
        text => text.Split('>') is { Length: 1 or 2 } names && names.All(HeaderNameForm.IsName),
        "must be the name of a header, or `Name>New-Name`",
        DiagnosticCodes.InvalidHeader,
        "Remote-User",
        "Remote-Email>X-Email");

    public override bool IsMany => true;

    public override OptionContent Content { get; } = new(Form.Name) { Kinds = Form.Kinds, Examples = Form.Examples };

    public override ForwardAuthConfig Read(
        ForwardAuthConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var names = new List<Setting<string>>(target.CopyHeaders);
        foreach (var entry in entries)
        {
            if (entry.Values.Count > 0 || entry.Block is null)
                names.AddRange(new ValueReader(entry with { Block = null }, context).Each(Form));

            foreach (var line in entry.Form == EntryForm.Words ? entry.Block ?? [] : [])
            {
                new ValueReader(line, context).RefuseBlock();
                Arguments.RefuseWords(line, 0, context);
                if (Form.Read(new ValueReader(line, context), line.NameValue) is { } name)
                    names.Add(name);
            }
        }

        return target with { CopyHeaders = names };
    }

    public override IEnumerable<OptionEntry> Write(ForwardAuthConfig source, ConfigFormat format) => source.CopyHeaders is { Count: > 0 } names
        ? [new OptionEntry(Name, default, [.. names.Select(name => Form.ToValue(name.Value))], EntryForm.List)]
        : [];
}
