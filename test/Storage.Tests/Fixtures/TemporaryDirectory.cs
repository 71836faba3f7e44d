namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>A data directory that is gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("ferrogate-storage-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string Journals => Path.Combine(Data, "journal");

    public IReadOnlyList<string> Segments =>
        Directory.Exists(Journals)
            ? [.. Directory.EnumerateFiles(Journals, "*.journal", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
