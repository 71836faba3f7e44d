using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>storage file_system PATH</c>, or in TOML <c>certificate_storage</c>: where certificates are kept.</summary>
internal sealed class CertificateStorageOption() : Option<GatewayConfig>("storage", "After `file_system`: the folder for certificates.")
{
    private const string FileSystem = "file_system";

    // Caddy's longer form: `storage file_system { root PATH }`.
    private const string Root = "root";

    private static readonly ValueForm<string> Folder = Forms.Text.Such("folder", "/var/lib/ferrogate/certificates");

    // TOML has `storage` for the records that are kept already.
    public override string Key => "certificate_storage";

    public override bool IsMany => false;

    public override OptionContent Content { get; } = new(Folder.Name) { Kinds = Folder.Kinds, Examples = Folder.Examples };

    public override GatewayConfig Read(GatewayConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var entry = entries[0];
        if (entry.Form == EntryForm.Words)
        {
            if (entry.Values is [{ } kind, ..] && kind.Text != FileSystem)
            {
                context.Diagnostics.NotSupported(kind.Span, $"certificates in `{kind.Text}`", "write `storage file_system PATH`");
                return target;
            }

            entry = entry.Block is [{ Name: Root, Block: null } root] && entry.Values.Count == 1
                ? root with { Name = entry.Name }
                : entry with { Values = [.. entry.Values.Skip(1)] };
        }

        var reader = new ValueReader(entry, context);
        reader.RefuseBlock();
        return reader.One(Folder) is { } path ? target with { CertificateStorage = path } : target;
    }

    public override IEnumerable<OptionEntry> Write(GatewayConfig source, ConfigFormat format)
    {
        if (source.CertificateStorage is not { } path)
            return [];

        var value = Folder.ToValue(path.Value);
        return format == ConfigFormat.Toml
            ? [OptionEntry.Of(Key, value)]
            : [new OptionEntry(Name, default, [new OptionValue(FileSystem, default, ValueKind.Word), value], EntryForm.Words)];
    }
}
