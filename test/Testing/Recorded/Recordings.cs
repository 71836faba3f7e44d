namespace FerroGate.Testing.Recorded;

/// <summary>The recorded provider traffic beside the repository, where it is there.</summary>
public static class Recordings
{
    /// <summary>The folder, or <c>null</c>.</summary>
    public static string? Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "recordings", "open")) is var path
        && Directory.Exists(path) ? path : null;

    /// <summary>Every exchange of these providers and this API.</summary>
    public static IReadOnlyList<RecordedExchange> Of(IReadOnlyList<string> providers, string api) =>
        [.. All().Where(exchange => exchange.Api == api && providers.Contains(exchange.Provider))];

    /// <summary>Every exchange, in the order of their names.</summary>
    public static IEnumerable<RecordedExchange> All() =>
        Folder is null ? [] : Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(RecordedExchange.Read);
}
