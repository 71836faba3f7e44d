namespace FerroGate.Testing;

/// <summary>
/// A page of <c>docs/config</c>, which is generated. With FERROGATE_UPDATE_DOCS set, one that is not current is written anew; the
/// test that asks still sees the old one, and fails in that run.
/// </summary>
public static class GeneratedPage
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "config");

    /// <summary>What the page's file says.</summary>
    /// <param name="fileName">The file.</param>
    /// <param name="generated">What it should say.</param>
    public static string Found(string fileName, string generated)
    {
        var path = Path.Combine(Folder, fileName);
        var found = File.Exists(path) ? File.ReadAllText(path) : "";
        if (found != generated && Environment.GetEnvironmentVariable("FERROGATE_UPDATE_DOCS") is { Length: > 0 })
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, generated);
        }

        return found;
    }
}
