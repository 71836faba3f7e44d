using FerroGate.Testing;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>The folder of files that the cases serve, with times that never change, for their entity tags depend on them.</summary>
internal static class CaddySite
{
    private static DateTime Written { get; } = DateTime.UnixEpoch.AddSeconds(1_600_000_000);

    private static string Folder { get; } = Path.Combine(Repository.Root, "test", "Server.Tests", "Caddy", "Site");

    public static void CopyTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach (var folder in Directory.EnumerateDirectories(Folder, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(Folder, folder)));
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(Folder, file)));
        foreach (var file in Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, Written);

        // Some are of different age.
        var minutes = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(target, "pages")).Order(StringComparer.Ordinal))
            File.SetLastWriteTimeUtc(file, Written.AddMinutes(++minutes));
        foreach (var folder in Directory.EnumerateDirectories(target, "*", SearchOption.AllDirectories).Append(target))
            Directory.SetLastWriteTimeUtc(folder, Written);
    }
}
