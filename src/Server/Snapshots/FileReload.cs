using FerroGate.Admin.Configs;
using FerroGate.Config;
using FerroGate.Config.Text;

namespace FerroGate.Server.Snapshots;

/// <summary>Reads the config file of the process anew and brings it into force; and reads what is sent in its place.</summary>
internal sealed class FileReload(Reloader reloader, ConfigOrigin origin)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Target = "file";

    private const string Unnamed = "config";

    private readonly ConfigLoader _loader = new(GatewayVocabulary.Value, Environment.GetEnvironmentVariable);
    private volatile WatchedFiles _files = origin.Files;

    /// <summary>What the file was made of when it last came into force, or could not.</summary>
    public WatchedFiles Files => _files;

    /// <param name="actor">Who wants it, or what happened.</param>
    /// <param name="cancellation">Ends the wait for a reload that runs already.</param>
    public Task<ReloadReport> RunAsync(string actor, CancellationToken cancellation)
    {
        var files = new WatchedFiles();
        var read = _loader.Load(origin.Path, files);
        _files = files;
        return reloader.ReloadAsync(read, actor, Target, cancellation);
    }

    /// <summary>Reads the file as it is now, or a text as if it lay beside the file: it reads no files from elsewhere.</summary>
    public ConfigResult Read(ConfigSource source)
    {
        if (source.Text is not { } text)
            return _loader.Load(origin.Path);

        var folder = Path.GetDirectoryName(origin.Path) ?? "";
        var name = Path.GetFileName(source.FileName) is { Length: > 0 } given ? given : Unnamed;
        var format = source.Language == ConfigLanguage.Toml ? ConfigFormat.Toml : ConfigFormat.Caddyfile;
        return _loader.Parse(new SourceFile(Path.Combine(folder, name), text), format, new FolderFiles(folder));
    }
}
